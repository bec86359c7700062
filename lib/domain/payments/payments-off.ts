import { AppError } from "@/lib/core/errors";

export const paymentsOff = () =>
  new AppError("provider_unavailable", "Buying credits is not set up here. Nothing was charged.");
