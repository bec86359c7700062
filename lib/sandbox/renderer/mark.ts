/** Letters of the mark as strokes on a 6 x 10 grid (x-height 6), so that no font is needed. */
const LETTERS: Readonly<Record<string, string>> = {
  s: "M5 5.2C4.6 4.2 1 3.6 1 5.4C1 7.2 5 6.6 5 8.4C5 10.2 1.2 9.8 .8 8.7",
  a: "M5 4V10M5 7C5 5 4.2 4 3 4C1.7 4 .8 5.2 .8 7C.8 8.8 1.7 10 3 10C4.2 10 5 9 5 7",
  n: "M1 4V10M1 6.4C1.4 4.8 2.3 4 3.4 4C4.6 4 5 4.8 5 6V10",
  d: "M5 .8V10M5 7C5 5 4.2 4 3 4C1.7 4 .8 5.2 .8 7C.8 8.8 1.7 10 3 10C4.2 10 5 9 5 7",
  b: "M1 .8V10M1 7C1 5 1.8 4 3 4C4.3 4 5.2 5.2 5.2 7C5.2 8.8 4.3 10 3 10C1.8 10 1 9 1 7",
  o: "M3 4C1.7 4 .8 5.2 .8 7C.8 8.8 1.7 10 3 10C4.3 10 5.2 8.8 5.2 7C5.2 5.2 4.3 4 3 4Z",
  x: "M1 4L5 10M5 4L1 10",
};
const WORD = "sandbox";
const PITCH = 7.4;

/** The word "sandbox" on a plate in the lower right corner of a view whose short side is 1000. */
export function markOf(width: number, height: number): string {
  const scale = 2.5;
  const [plateWidth, plateHeight] = [WORD.length * PITCH + 10, 20];
  const x = width - plateWidth * scale - 18;
  const y = height - plateHeight * scale - 18;
  const letters = [...WORD]
    .map((letter, i) => `<path transform="translate(${(5.8 + i * PITCH).toFixed(1)} 4.4)" d="${LETTERS[letter]}"/>`)
    .join("");
  return (
    `<g transform="translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(${scale})">` +
    `<rect width="${plateWidth.toFixed(1)}" height="${plateHeight}" rx="4" fill="#12120f" fill-opacity="0.78"/>` +
    `<g fill="none" stroke="#fbf8f1" stroke-width="1.45" stroke-linecap="round" stroke-linejoin="round">${letters}</g></g>`
  );
}
