import { lazy, Suspense } from "react";
import type { DialogProps } from "./Dialog.tsx";
import type { ViewerProps } from "./Viewer.tsx";

const LazyDialog = lazy(() => import("./Dialog.tsx"));
const LazyViewer = lazy(() => import("./Viewer.tsx"));

/** A dialog whose code comes when the first one opens. Render it while it is open. */
export function Dialog(props: DialogProps) {
  return (
    <Suspense fallback={null}>
      <LazyDialog {...props} />
    </Suspense>
  );
}

export function Viewer(props: ViewerProps) {
  return (
    <Suspense fallback={null}>
      <LazyViewer {...props} />
    </Suspense>
  );
}
