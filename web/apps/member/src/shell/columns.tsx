import type { ReactNode } from "react";
import { classes } from "@tonghao/ui";

/** One column on a phone; links and content on a tablet; three columns on a desktop. */
export const COLUMNS =
  "mx-auto grid max-w-[1160px] grid-cols-1 md:grid-cols-[4.5rem_minmax(0,38rem)] md:justify-center md:gap-6 md:px-5 lg:grid-cols-[11rem_minmax(0,38rem)] xl:grid-cols-[11rem_minmax(0,38rem)_17.5rem] xl:gap-8";

/** What stays at the bottom of the screen, under the middle column. */
export function BottomBar({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <div className="fixed inset-x-0 bottom-0 z-20 md:pointer-events-none">
      <div className={COLUMNS}>
        <div
          className={classes(
            "border-t border-line bg-surface px-3 py-2 pb-[calc(0.5rem+env(safe-area-inset-bottom))] md:pointer-events-auto md:col-start-2 md:rounded-t-card md:border-x",
            className,
          )}
        >
          {children}
        </div>
      </div>
    </div>
  );
}
