import { lazy, type ReactNode, Suspense } from "react";
import { withWords } from "../text.ts";
import { useMe } from "./session.ts";

const MutedFold = lazy(withWords(["muted"], () => import("./MutedFold.tsx")));

/** Somebody's words, for who mutes none as they are; for the others folded where they contain one. */
export function Readable({ text, mine, children }: { text: string; mine: boolean; children: ReactNode }) {
  const me = useMe();
  if (mine || me === null || me.mute_words === 0) return children;
  return (
    <Suspense fallback={null}>
      <MutedFold text={text}>{children}</MutedFold>
    </Suspense>
  );
}
