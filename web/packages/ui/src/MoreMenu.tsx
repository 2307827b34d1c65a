import { Ellipsis } from "lucide-react";
import { lazy, type ReactNode, Suspense, useRef, useState } from "react";
import { Button } from "./Button.tsx";
import type { MenuEntry } from "./Menu.tsx";

export type { MenuEntry } from "./Menu.tsx";

const Menu = lazy(() => import("./Menu.tsx"));

type MoreMenuProps = { label: string; entries: MenuEntry[]; icon?: ReactNode; className?: string };

/** Three dots that open a menu. */
export function MoreMenu({ label, entries, icon, className }: MoreMenuProps) {
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  if (entries.length === 0) return null;
  return (
    <>
      <Button
        ref={button}
        look="ghost"
        size="icon"
        className={className}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(true)}
      >
        {icon ?? <Ellipsis size={20} aria-hidden="true" className="text-muted" />}
      </Button>
      {open && (
        <Suspense fallback={null}>
          <Menu anchor={button} label={label} entries={entries} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
