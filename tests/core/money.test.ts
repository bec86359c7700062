import { expect, it } from "vitest";
import { formatPaise } from "@/lib/core/money";

it("writes rupees in Indian grouping, paise where there are any, and a minus before the sign", () => {
  expect([20_000, 5_050, 0, 12_345_600, -40].map(formatPaise)).toEqual(["₹200", "₹50.50", "₹0", "₹1,23,456", "−₹0.40"]);
});
