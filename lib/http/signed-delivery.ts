import { readBounded } from "./read-body";

const MAX_WEBHOOK_BYTES = 1024 * 1024;

/** A Standard Webhooks delivery, unverified: three headers and the raw body. Throws `payload_too_large` above 1 MB, before anything is hashed. */
export async function readSignedDelivery(request: Request) {
  const header = (name: string) => request.headers.get(`webhook-${name}`) ?? "";
  return {
    id: header("id").slice(0, 200),
    timestamp: header("timestamp"),
    signature: header("signature").slice(0, 1_000),
    rawBody: (await readBounded(request, MAX_WEBHOOK_BYTES)).toString("utf8"),
  };
}

/** A delivery of Razorpay's, unverified. Throws `payload_too_large` above 1 MB, before anything is hashed. */
export async function readRazorpayDelivery(request: Request) {
  return {
    eventId: (request.headers.get("x-razorpay-event-id") ?? "").slice(0, 200),
    signature: (request.headers.get("x-razorpay-signature") ?? "").slice(0, 200),
    rawBody: (await readBounded(request, MAX_WEBHOOK_BYTES)).toString("utf8"),
  };
}
