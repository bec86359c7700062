import { describe, expect, it } from "vitest";
import { basePaise, offerOf, packageAtFirst, packageFor, picturesFor } from "@/components/credits/packages";
import type { PackageView } from "@/lib/domain/payments/contract";

const pack = (credits: number, pricePaise: number, popular = false): PackageView => ({
  id: `p${credits}`,
  credits,
  pricePaise,
  perCreditPaise: pricePaise / credits,
  discountPercent: 0,
  popular,
});
const PACKAGES = [pack(10, 5000), pack(25, 10_000), pack(50, 20_000, true), pack(100, 35_000)];

describe("packageFor", () => {
  it("is the smallest package that covers what is missing", () => {
    expect(packageFor(PACKAGES, 1)?.credits).toBe(10);
    expect(packageFor(PACKAGES, 10)?.credits).toBe(10);
    expect(packageFor(PACKAGES, 10.5)?.credits).toBe(25);
    expect(packageFor([...PACKAGES].reverse(), 26)?.credits).toBe(50);
  });
  it("is the largest when none covers it, and none where nothing is sold", () => {
    expect(packageFor(PACKAGES, 1000)?.credits).toBe(100);
    expect(packageFor([], 1)).toBeUndefined();
  });
});

describe("packageAtFirst", () => {
  it("is the one asked for, else the one that covers what is missing, else the popular one, else the first", () => {
    expect(packageAtFirst(PACKAGES, { packageId: "p25", needCredits: 60 })?.id).toBe("p25");
    expect(packageAtFirst(PACKAGES, { packageId: "gone", needCredits: 60 })?.id).toBe("p100");
    expect(packageAtFirst(PACKAGES, {})?.id).toBe("p50");
    expect(packageAtFirst([pack(10, 5000)], {})?.id).toBe("p10");
    expect(packageAtFirst([], {})).toBeUndefined();
  });
});

describe("words and figures of a package", () => {
  it("say the offer, the base price and how many pictures it makes", () => {
    expect(offerOf(pack(10, 5000))).toBe("10 for ₹50");
    expect(basePaise(pack(50, 20_000))).toBe(25_000);
    expect(picturesFor(50, 4)).toBe(12);
    expect(picturesFor(0.5, 1)).toBe(0);
  });
});
