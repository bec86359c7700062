import type { AspectRatio } from "@/lib/domain/generation/tiers";

/** The pictures of the landing page, in the order of its wall. */
export const LANDING_DRAFTS: readonly { name: string; prompt: string; aspectRatio: AspectRatio; seed: number }[] = [
  {
    name: "fruit-on-cobalt",
    prompt: "A mango and two lemons on a cobalt blue background, hard sunlight",
    aspectRatio: "1:1",
    seed: 7,
  },
  {
    name: "cutting-chai",
    prompt: "Cutting chai in a ribbed glass with two biscuits, plain peach wall, morning light",
    aspectRatio: "4:5",
    seed: 2,
  },
  {
    name: "portrait-on-yellow",
    prompt: "Studio portrait of a woman in a teal saree, yellow background, side light",
    aspectRatio: "4:5",
    seed: 4,
  },
  {
    name: "monsoon-umbrella",
    prompt: "Yellow umbrella in the monsoon rain, flat poster on teal",
    aspectRatio: "2:3",
    seed: 8,
  },
  { name: "misty-hills", prompt: "Green hills in layers of mist at dawn", aspectRatio: "2:3", seed: 31 },
  {
    name: "bottle-on-plinth",
    prompt: "Terracotta bottle on a plinth, pale sage background, product photo",
    aspectRatio: "4:5",
    seed: 5,
  },
  { name: "sunset-sea", prompt: "Small boat on a calm sea at sunset", aspectRatio: "3:2", seed: 11 },
  {
    name: "uttarayan-kites",
    prompt: "Many kites in the sky over old roofs, Uttarayan, day",
    aspectRatio: "16:9",
    seed: 3,
  },
  {
    name: "pink-arches",
    prompt: "Pink arches in Jaipur with yellow stairs, hard noon sun",
    aspectRatio: "2:3",
    seed: 6,
  },
  {
    name: "banana-leaves",
    prompt: "Green banana leaves under a marigold yellow sun",
    aspectRatio: "4:5",
    seed: 9,
  },
  { name: "mithai-box", prompt: "दीवाली की मिठाई का लाल डिब्बा", aspectRatio: "1:1", seed: 10 },
  { name: "fox-in-snow", prompt: "A fox in a snowy pine forest", aspectRatio: "1:1", seed: 12 },
];
