import { lazy, Suspense } from "react";
import type { ReportDialogProps } from "./ReportForm.tsx";

const ReportForm = lazy(() => import("./ReportForm.tsx"));

/** The report dialog; its code comes when somebody reports. */
export function ReportDialog(props: ReportDialogProps) {
  return (
    <Suspense fallback={null}>
      <ReportForm {...props} />
    </Suspense>
  );
}
