import type { World } from "@/lib/db/ctx";
import { deleteTemplatePicture } from "@/lib/domain/catalog/template-picture";
import { fanOutPost } from "@/lib/domain/community/following-inbox";
import { markPost, screenPost } from "@/lib/domain/community/screen-post";
import { convertStoredPicture, markStoredPicture } from "@/lib/domain/creations/derive-file";
import { purgePicture } from "@/lib/domain/creations/purge-creations";
import { discardPicture } from "@/lib/domain/generation/discard-picture";
import { dispatchGenerations } from "@/lib/domain/generation/dispatch-generations";
import { handleWebhookEvent } from "@/lib/domain/generation/handle-webhook-event";
import { stopPrediction } from "@/lib/domain/generation/stop-prediction";
import { submitGeneration } from "@/lib/domain/generation/submit-generation";
import { sendLinkMail } from "@/lib/domain/identity/jobs";
import { answerMailRequest } from "@/lib/domain/identity/request-mail";
import { checkLedger } from "@/lib/domain/ledger-checks/check-ledger";
import { handlePaymentEvent } from "@/lib/domain/payments/handle-payment-event";
import { refundSurplusPayment } from "@/lib/domain/payments/refund-surplus-payment";
import { sendRefund } from "@/lib/domain/payments/send-refund";
import { deleteAvatar } from "@/lib/domain/profiles/avatar";
import { settleReferral } from "@/lib/domain/referrals/settle-referral";
import { sendDecisionMail } from "@/lib/domain/review/decision-mail";
import { sendTicketMail } from "@/lib/domain/tickets/ticket-mail";
import type { JobPayloads } from "./enqueue";

type Tasks = { [Name in keyof JobPayloads]: (world: World, payload: JobPayloads[Name]) => Promise<unknown> };

/** What runs for each task. Every task may run twice (its worker may die at any line) and must not mind. */
export const TASKS: Tasks = {
  "dispatch-generations": dispatchGenerations,
  "submit-generation": submitGeneration,
  "cancel-prediction": stopPrediction,
  "handle-webhook-event": handleWebhookEvent,
  "handle-payment-event": handlePaymentEvent,
  "refund-surplus-payment": refundSurplusPayment,
  "send-refund": sendRefund,
  "check-ledger": checkLedger,
  "convert-picture": convertStoredPicture,
  "mark-picture": markStoredPicture,
  "purge-picture": purgePicture,
  "screen-post": screenPost,
  "fan-out-post": fanOutPost,
  "mark-post": markPost,
  "delete-avatar": deleteAvatar,
  "delete-template-picture": deleteTemplatePicture,
  "settle-referral": settleReferral,
  "discard-picture": discardPicture,
  "request-mail": answerMailRequest,
  "send-mail": sendLinkMail,
  "send-decision-mail": sendDecisionMail,
  "send-ticket-mail": sendTicketMail,
};
