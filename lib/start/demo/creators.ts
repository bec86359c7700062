import type { AspectRatio } from "@/lib/domain/generation/tiers";
import type { CategoryId } from "@/prisma/seed/catalog";

export type DemoPicture = {
  prompt: string;
  title: string;
  description: string;
  categoryId: CategoryId;
  tags: string[];
  aspectRatio: AspectRatio;
  seed: number;
};

export type DemoCreator = { handle: string; name: string; bio: string; pictures: readonly DemoPicture[] };

/** Starter content for an installation without keys: four people who do not exist, three pictures each. */
export const DEMO_CREATORS: readonly DemoCreator[] = [
  {
    handle: "demo_meera",
    name: "Meera (demo)",
    bio: "Posters for a sweet shop in Indore. Sample account of this installation.",
    pictures: [
      {
        prompt: "Rows of clay diyas on stone steps at night, warm flames, deep blue sky",
        title: "Diyas on the ghat",
        description: "The light I wanted for our Diwali counter card.",
        categoryId: "festival",
        tags: ["diwali", "दीया", "night"],
        aspectRatio: "4:5",
        seed: 11,
      },
      {
        prompt: "A brass plate of laddoos on a marigold cloth, soft morning light, plain cream wall",
        title: "Laddoos, Monday batch",
        description: "",
        categoryId: "food",
        tags: ["mithai", "लड्डू", "shop"],
        aspectRatio: "1:1",
        seed: 23,
      },
      {
        prompt: "Paper kites over old city rooftops, red and yellow, clear winter sky",
        title: "Makar Sankranti from the roof",
        description: "Change the colours and it works for any kite day.",
        categoryId: "festival",
        tags: ["kites", "sankranti", "sky"],
        aspectRatio: "3:2",
        seed: 31,
      },
    ],
  },
  {
    handle: "demo_arjun",
    name: "Arjun (demo)",
    bio: "Teaches physics in Pune and draws everything on the board first. Sample account of this installation.",
    pictures: [
      {
        prompt: "A simple pendulum in front of a green chalkboard, white chalk lines, side light",
        title: "Pendulum for class nine",
        description: "Remix it with your own apparatus.",
        categoryId: "class",
        tags: ["physics", "classroom"],
        aspectRatio: "16:9",
        seed: 7,
      },
      {
        prompt: "The solar system as round fruits on a dark table, orange sun in the middle",
        title: "Planets you can eat",
        description: "",
        categoryId: "class",
        tags: ["space", "विज्ञान", "fruit"],
        aspectRatio: "3:2",
        seed: 19,
      },
      {
        prompt: "A monsoon cloud over green rice fields, heavy grey sky, a single white egret",
        title: "First rain, July",
        description: "For the chapter on the water cycle.",
        categoryId: "class",
        tags: ["monsoon", "बारिश", "fields"],
        aspectRatio: "16:9",
        seed: 42,
      },
    ],
  },
  {
    handle: "demo_farah",
    name: "Farah (demo)",
    bio: "Handloom and block print from Jaipur, sold on the phone. Sample account of this installation.",
    pictures: [
      {
        prompt: "A folded indigo block-print cotton saree on a white table, product photo, soft shadow",
        title: "Indigo, folded",
        description: "How I show every new saree.",
        categoryId: "shop",
        tags: ["saree", "handloom", "indigo"],
        aspectRatio: "4:5",
        seed: 5,
      },
      {
        prompt: "Terracotta pots in three sizes on a sunlit blue wall shelf, product photo",
        title: "Three pots, blue wall",
        description: "",
        categoryId: "shop",
        tags: ["terracotta", "mitti", "product"],
        aspectRatio: "1:1",
        seed: 61,
      },
      {
        prompt: "Glass bangles in a spiral, emerald and gold, on a dark velvet cloth",
        title: "Choodiyan",
        description: "Green for the wedding season.",
        categoryId: "shop",
        tags: ["bangles", "चूड़ियाँ", "wedding"],
        aspectRatio: "1:1",
        seed: 77,
      },
    ],
  },
  {
    handle: "demo_dev",
    name: "Dev (demo)",
    bio: "Chai, trains and early mornings in Kolkata. Sample account of this installation.",
    pictures: [
      {
        prompt: "Cutting chai in a ribbed glass with two biscuits, plain peach wall, morning light",
        title: "Six o'clock chai",
        description: "",
        categoryId: "food",
        tags: ["chai", "morning", "चाय"],
        aspectRatio: "4:5",
        seed: 2,
      },
      {
        prompt: "A yellow taxi in a quiet street after rain, reflections, evening light",
        title: "Taxi, after the rain",
        description: "The old yellow, while it lasts.",
        categoryId: "social",
        tags: ["kolkata", "taxi", "rain"],
        aspectRatio: "3:2",
        seed: 54,
      },
      {
        prompt: "A steel tiffin box with four bowls, rice, dal and greens, checked cloth, view from above",
        title: "Tiffin, four floors",
        description: "Made for a lunch page. The top floor is always pickle.",
        categoryId: "food",
        tags: ["tiffin", "lunch", "घर"],
        aspectRatio: "1:1",
        seed: 88,
      },
    ],
  },
];
