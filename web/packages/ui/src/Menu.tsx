import { Menu as Base } from "@base-ui/react/menu";
import type { ReactNode, RefObject } from "react";
import { classes } from "./classes.ts";

export type MenuEntry = { key: string; label: string; icon?: ReactNode; danger?: boolean; onPick: () => void };
type MenuProps = { anchor: RefObject<HTMLButtonElement | null>; label: string; entries: MenuEntry[]; onClose: () => void };

/** The open menu of a MoreMenu, in the page's main landmark, where readers of landmarks look for it. Loaded on the first press, since most menus of a feed are never opened. */
export default function Menu({ anchor, label, entries, onClose }: MenuProps) {
  return (
    <Base.Root open modal onOpenChange={(open) => !open && onClose()}>
      <Base.Portal container={document.querySelector("main")}>
        <Base.Positioner anchor={anchor} align="end" sideOffset={4} className="z-40">
          <Base.Popup
            aria-label={label}
            finalFocus={anchor}
            className="min-w-48 overflow-hidden rounded-small border border-line bg-surface py-1 text-ink outline-none"
          >
            {entries.map((entry) => (
              <Base.Item
                key={entry.key}
                onClick={entry.onPick}
                className={classes(
                  "flex min-h-11 cursor-pointer items-center gap-3 px-4 outline-none data-highlighted:bg-tint",
                  entry.danger === true && "text-accent",
                )}
              >
                {entry.icon}
                {entry.label}
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
