import { lazy, Suspense } from "react";
import { withWords } from "../text.ts";
import type { ReportDialogProps } from "./ReportForm.tsx";

const ReportForm = lazy(withWords(["notices"], () => import("./ReportForm.tsx")));

/** The report dialog; its code comes when somebody reports. */
export function ReportDialog(props: ReportDialogProps) {
  return (
    <Suspense fallback={null}>
      <ReportForm {...props} />
    </Suspense>
  );
}
