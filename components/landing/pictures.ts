export interface LandingPicture {
  src: string;
  /** Pixels of the file. */
  width: number;
  height: number;
  /** The prompt it was made from. */
  alt: string;
  /** thumbhash, base64 */
  placeholder: string;
}

/** The wall of pictures; written by prisma/seed/render-pictures.ts. */
export const LANDING_PICTURES: readonly LandingPicture[] = [
  {
    src: "/landing/fruit-on-cobalt.webp",
    width: 640,
    height: 640,
    alt: "A mango and two lemons on a cobalt blue background, hard sunlight",
    placeholder: "IJUFLwZceHiQd3h7h3eWaHh2iDYIV4cA",
  },
  {
    src: "/landing/cutting-chai.webp",
    width: 510,
    height: 640,
    alt: "Cutting chai in a ribbed glass with two biscuits, plain peach wall, morning light",
    placeholder: "rWkGFgJ5qpZ3Z/hpZXGJZahYeIRQqAY=",
  },
  {
    src: "/landing/portrait-on-yellow.webp",
    width: 510,
    height: 640,
    alt: "Studio portrait of a woman in a teal saree, yellow background, side light",
    placeholder: "3xoOVgq7hvd3d3hXeYiIh3d4yG91+Rg=",
  },
  {
    src: "/landing/monsoon-umbrella.webp",
    width: 425,
    height: 640,
    alt: "Yellow umbrella in the monsoon rain, flat poster on teal",
    placeholder: "nGcFPQg4h3mHB7dniHyWVzeIcHMI",
  },
  {
    src: "/landing/misty-hills.webp",
    width: 425,
    height: 640,
    alt: "Green hills in layers of mist at dawn",
    placeholder: "oZgJDQJ4d493F3iXd4WYeHeFkPpZ",
  },
  {
    src: "/landing/bottle-on-plinth.webp",
    width: 510,
    height: 640,
    alt: "Terracotta bottle on a plinth, pale sage background, product photo",
    placeholder: "cOgFDgTNNvmWWOgouHV3Z3doCHeDYDg=",
  },
  {
    src: "/landing/sunset-sea.webp",
    width: 640,
    height: 425,
    alt: "Small boat on a calm sea at sunset",
    placeholder: "pGgKHYR7VXeCeHd0hwiHd3lwUZcH",
  },
  {
    src: "/landing/uttarayan-kites.webp",
    width: 640,
    height: 360,
    alt: "Many kites in the sky over old roofs, Uttarayan, day",
    placeholder: "aqYJHIRXeIh3d4dwh412YGkIpg==",
  },
  {
    src: "/landing/pink-arches.webp",
    width: 425,
    height: 640,
    alt: "Pink arches in Jaipur with yellow stairs, hard noon sun",
    placeholder: "aGgGNQxLdoCIiYZphodXl5aQkwcn",
  },
  {
    src: "/landing/banana-leaves.webp",
    width: 510,
    height: 640,
    alt: "Green banana leaves under a marigold yellow sun",
    placeholder: "kJgFDgRbG0lVaghWh4VokklZdi8G6dU=",
  },
  {
    src: "/landing/mithai-box.webp",
    width: 640,
    height: 640,
    alt: "दीवाली की मिठाई का लाल डिब्बा",
    placeholder: "UEgKHwY3h4h2iXiHd/hoV5iIaGCnCHMI",
  },
  {
    src: "/landing/fox-in-snow.webp",
    width: 640,
    height: 640,
    alt: "A fox in a snowy pine forest",
    placeholder: "XOgRFwQ2aJh7eIePeHh4aJmHNvDYFIUP",
  },
];
