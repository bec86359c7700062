import { encode } from "uqr";

/** Squares of quiet around it, as scanners need (ISO/IEC 18004 asks for four). */
const QUIET = 4;

/** A link as a QR code: one path, sharp at any size, dark on light in either theme because scanners expect that. */
export function QrCode({ text, label, className }: { text: string; label: string; className?: string }) {
  const { data, size } = encode(text, { ecc: "M", border: QUIET });
  const path = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join("");
  return (
    <svg
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label={label}
      className={className}
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#161310" />
    </svg>
  );
}
