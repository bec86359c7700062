/** Why a post is not live, as its author reads it. */
const WORDS: Record<string, string> = {
  screening: "The check has not run yet. The post goes live by itself when it passes.",
  unchecked: "The picture could not be checked by machine, so a moderator looks at it first.",
  picture: "The picture may show nudity or sexual content, so a moderator looks at it first.",
  personal_data:
    "The text seems to hold a phone number, an address or a document number, so a moderator looks at it first.",
  hate: "The text holds a word that hurts people for what they are, so a moderator looks at it first.",
  threat: "The text reads like a threat, so a moderator looks at it first.",
  links: "The text holds links, so a moderator looks at it first.",
  reports: "Several people have reported this post, so it is hidden until a moderator has looked at it.",
  moderator: "A moderator has hidden this post.",
};

export const holdMessage = (rule: string): string => WORDS[rule] ?? "A moderator looks at this post first.";
