import { lazy, Suspense } from "react";
import { withWords } from "../text.ts";

const LevelMark = lazy(withWords(["growth"], () => import("./LevelMark.tsx")));

/** The level beside an author's name; its code comes only where a circle has levels. */
export function AuthorLevel({ circleId, level }: { circleId: string; level: number | null }) {
  if (level === null) return null;
  return (
    <Suspense fallback={null}>
      <LevelMark circleId={circleId} level={level} />
    </Suspense>
  );
}
