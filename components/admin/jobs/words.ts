import type { BadgeTone } from "@/components/ui/badge";
import type { JobDetail, JobRow } from "@/lib/domain/generation/admin-contract";

export const STATES: Record<JobRow["state"], { name: string; tone: BadgeTone }> = {
  queued: { name: "Waiting", tone: "plain" },
  submitting: { name: "Being sent", tone: "plain" },
  running: { name: "Running", tone: "plain" },
  succeeded: { name: "Made", tone: "good" },
  failed: { name: "Failed", tone: "bad" },
  cancelled: { name: "Cancelled", tone: "plain" },
};

export const EVENTS: Record<JobDetail["timeline"][number]["event"], string> = {
  asked: "Asked for, and paid",
  sent: "Taken by a worker",
  create_started: "Sent to the image service",
  started: "The image service began",
  cancel_requested: "Its person cancelled it",
  succeeded: "The picture was kept",
  failed: "Failed; the credits went back",
  cancelled: "Cancelled; the credits went back",
};
