import type { World } from "@/lib/db/ctx";
import { convertStoredPicture } from "@/lib/domain/creations/jobs";
import { dispatchGenerations } from "@/lib/domain/generation/dispatch-generations";
import { handleWebhookEvent } from "@/lib/domain/generation/handle-webhook-event";
import { stopPrediction } from "@/lib/domain/generation/stop-prediction";
import { submitGeneration } from "@/lib/domain/generation/submit-generation";
import { sendLinkMail } from "@/lib/domain/identity/jobs";
import { answerMailRequest } from "@/lib/domain/identity/request-mail";
import type { JobPayloads } from "./enqueue";

type Tasks = { [Name in keyof JobPayloads]: (world: World, payload: JobPayloads[Name]) => Promise<unknown> };

/** What runs for each task. Every task may run twice (its worker may die at any line) and must not mind. */
export const TASKS: Tasks = {
  "dispatch-generations": dispatchGenerations,
  "submit-generation": submitGeneration,
  "cancel-prediction": stopPrediction,
  "handle-webhook-event": handleWebhookEvent,
  "convert-picture": convertStoredPicture,
  "request-mail": answerMailRequest,
  "send-mail": sendLinkMail,
};
