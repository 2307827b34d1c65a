import { lazy, Suspense } from "react";
import { withWords } from "../text.ts";
import type { SaveFormProps } from "./SaveForm.tsx";

const SaveForm = lazy(withWords(["reading"], () => import("./SaveForm.tsx")));

/** Where to keep something; its code comes when somebody keeps something. */
export function SaveDialog(props: SaveFormProps) {
  return (
    <Suspense fallback={null}>
      <SaveForm {...props} />
    </Suspense>
  );
}
