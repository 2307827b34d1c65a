import type { Circle } from "@tonghao/api";
import { lazy, Suspense } from "react";
import { withWords } from "../text.ts";

const SignIn = lazy(withWords(["growth"], () => import("./SignIn.tsx")));

/** For members of a circle, above its posts. */
export function SignInBar({ circle }: { circle: Circle }) {
  if (circle.my_role === null) return null;
  return (
    <Suspense fallback={null}>
      <SignIn circle={circle} />
    </Suspense>
  );
}
