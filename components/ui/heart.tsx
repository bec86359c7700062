/** Favourite or not: filled or an outline, in the colour of the text, 1em wide. Always beside a word or in a named button. */
export function Heart({ isFilled }: { isFilled: boolean }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 24 24"
      className="size-[1.25em]"
      fill={isFilled ? "currentColor" : "none"}
      stroke="currentColor"
      strokeWidth="2"
      strokeLinejoin="round"
    >
      <path d="M12 20.5S3.5 15.4 3.5 9.3A4.8 4.8 0 0 1 12 6.2a4.8 4.8 0 0 1 8.5 3.1c0 6.1-8.5 11.2-8.5 11.2Z" />
    </svg>
  );
}
