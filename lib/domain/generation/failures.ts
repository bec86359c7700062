/** Why a picture did not come, in words for people: what happened; the page says what it means for credits. */
export const FAILURES = {
  content_rejected: "The image service declined this idea. Other words may work.",
  provider_failed: "The image service could not make this picture.",
  provider_unavailable: "The image service can't be reached right now.",
  provider_stopped: "The image service stopped before the picture was done.",
  provider_refused: "The image service did not accept this request. We have been told and will look into it.",
  answer_lost: "The image service did not confirm the request.",
  timed_out: "The image service did not finish in time.",
  no_picture: "The image service answered without a picture.",
  file_unavailable: "The finished picture could not be fetched from the image service.",
  wrong_size: "The picture came in the wrong size.",
  broken_file: "The picture arrived damaged.",
  blank_picture: "The picture came out blank.",
  too_large_to_keep: "The finished picture is larger than the place where pictures are kept can take.",
  not_kept: "The finished picture could not be put where pictures are kept. We have been told and will look into it.",
  stopped_by_studio: "The studio stopped this picture.",
  not_configured: "No image service is set up here.",
} as const;

export type FailureCode = keyof typeof FAILURES;
