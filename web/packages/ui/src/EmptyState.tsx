import type { ReactNode } from "react";
import { Rings } from "./Logo.tsx";

/** What stands where nothing is yet: a sentence and the next step. */
export function EmptyState({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="flex flex-col items-center gap-3 px-6 py-14 text-center">
      <span className="opacity-60">
        <Rings size={56} />
      </span>
      <p className="font-semibold">{title}</p>
      {children !== undefined && <div className="max-w-80 text-sm text-muted">{children}</div>}
      {action !== undefined && <div className="mt-2 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
