import type { Clock } from "../clock";
import { type Answer, type Exchange, json } from "../exchange";
import { deliver } from "./delivery";
import { refused } from "./errors";
import { type Form, readForm } from "./form";
import { isSigned, stringToSign } from "./signature";
import { type UploadSetting, upload } from "./upload";

/** Largest request of the service, whatever the plan. */
export const MAX_REQUEST_BYTES = 100 * 1024 * 1024;
/** Largest picture of the free plan. */
export const FREE_PLAN_MAX_BYTES = 10_485_760;
export const CLOUD = "sandbox";

const TIMESTAMP_LIFE_S = 3_600;

export type CloudinarySetting = UploadSetting & { key: string; clock: Clock };

/** Why a signed request is not believed, or undefined. */
function whyRefused({ params }: Form, { key, secret, clock }: CloudinarySetting): Answer | undefined {
  if (!params.api_key) return refused(401, "Must supply api_key");
  if (params.api_key !== key) return refused(401, "Unknown API key");
  const timestamp = Number(params.timestamp || Number.NaN);
  if (Number.isNaN(timestamp)) return refused(400, "Missing required parameter - timestamp");
  if (timestamp < clock.now() / 1000 - TIMESTAMP_LIFE_S) {
    const reported = new Date(timestamp * 1000).toISOString().replace("T", " ").replace(/\..*/, " +0000");
    return refused(400, `Stale request - reported time is ${reported} which is more than 1 hour ago`);
  }
  if (isSigned(params, secret)) return undefined;
  const given = String(params.signature ?? "");
  return refused(401, `Invalid Signature ${given}. String to sign - '${stringToSign(params, 2)}'.`);
}

async function destroy({ params }: Form, { assets }: CloudinarySetting): Promise<Answer> {
  const publicId = String(params.public_id ?? "");
  if (!publicId) return refused(400, "Missing required parameter - public_id");
  const isGone = await assets.destroy(String(params.type || "upload"), publicId);
  return json(200, { result: isGone ? "ok" : "not found" });
}

/** The upload API and the delivery of its pictures. */
export function cloudinaryService(setting: CloudinarySetting) {
  return async function answer(request: Exchange): Promise<Answer> {
    const { method, path } = request;
    const delivered = `/res/${setting.cloud}/image/`;
    if (path.startsWith(delivered)) return deliver({ ...request, path: path.slice(delivered.length) }, setting);
    const [root, cloud, kind, action, ...rest] = path.split("/").filter(Boolean);
    const isKnown = root === "v1_1" && kind === "image" && rest.length === 0;
    if (!isKnown || (action !== "upload" && action !== "destroy")) return refused(404, `Resource not found - ${path}`);
    if (cloud !== setting.cloud) return refused(401, `Invalid cloud_name ${cloud}`);
    if (method !== "POST") return refused(405, "Method not allowed");
    const form = readForm(request.body, request.headers["content-type"] ?? "");
    if (!form) return refused(400, "Invalid form data");
    const why = whyRefused(form, setting);
    if (why) return why;
    return action === "upload" ? upload(form, setting) : destroy(form, setting);
  };
}
