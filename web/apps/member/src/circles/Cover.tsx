import { type CircleCard, mediaAddress } from "@tonghao/api";
import { classes } from "@tonghao/ui";

// Where a circle has no picture yet: two calm colours and the rings, by the circle's own identifier.
const GROUNDS = [
  ["#9cc7c0", "#0b6e69", "#e9b26c"],
  ["#ecc48d", "#a6613f", "#0b6e69"],
  ["#b9c9a2", "#56702f", "#e39a45"],
  ["#c9bfd6", "#5f4d78", "#e9b26c"],
  ["#e2b3a5", "#8f3d33", "#f1d3a4"],
  ["#a9c3d6", "#33566f", "#e9b26c"],
];

function groundOf(id: string): string[] {
  let sum = 0;
  for (const letter of id) sum = (sum * 33 + letter.charCodeAt(0)) >>> 0;
  return GROUNDS[sum % GROUNDS.length] ?? [];
}

type CoverProps = { circle: Pick<CircleCard, "circle_id" | "cover">; size: "small" | "medium" | "large"; className?: string; eager?: boolean };

/** The picture of a circle. Decoration: the name stands beside it. */
export function Cover({ circle, size, className, eager = false }: CoverProps) {
  const [sky, land, sun] = groundOf(circle.circle_id);
  return (
    <span className={classes("relative block overflow-hidden bg-tint", className)}>
      {circle.cover === null ? (
        <svg viewBox="0 0 320 160" preserveAspectRatio="xMidYMid slice" className="absolute inset-0 size-full" aria-hidden="true">
          <rect width="320" height="160" fill={sky} />
          <circle cx="206" cy="44" r="24" fill={sun} />
          <path d="M0 104 52 70l44 26 58-44 52 40 50-22 64 40v64H0z" fill={land} opacity="0.45" />
          <path d="M0 132 70 96l62 34 70-38 60 34 58-22v56H0z" fill={land} opacity="0.8" />
        </svg>
      ) : (
        <img
          src={mediaAddress(circle.cover, size)}
          alt=""
          loading={eager ? "eager" : "lazy"}
          decoding="async"
          className="absolute inset-0 size-full object-cover"
        />
      )}
    </span>
  );
}
