import { Ellipsis } from "lucide-react";
import { lazy, type ReactNode, type Ref, Suspense, useRef, useState } from "react";
import { Button } from "./Button.tsx";
import type { MenuEntry } from "./Menu.tsx";

export type { MenuEntry } from "./Menu.tsx";

const Menu = lazy(() => import("./Menu.tsx"));

type MoreButtonProps = { label: string; icon?: ReactNode; className?: string; busy?: boolean; ref?: Ref<HTMLButtonElement>; open?: boolean; onPress: () => void };

/** The three dots alone, for a menu whose entries come when it is opened. */
export function MoreButton({ label, icon, className, busy = false, ref, open = false, onPress }: MoreButtonProps) {
  return (
    <Button
      ref={ref}
      look="ghost"
      size="icon"
      className={className}
      aria-label={label}
      aria-haspopup="menu"
      aria-expanded={open}
      aria-busy={busy}
      onClick={onPress}
    >
      {icon ?? <Ellipsis size={20} aria-hidden="true" className="text-muted" />}
    </Button>
  );
}

type MoreMenuProps = { label: string; entries: MenuEntry[]; icon?: ReactNode; className?: string; startOpen?: boolean };

/** Three dots that open a menu. */
export function MoreMenu({ label, entries, icon, className, startOpen = false }: MoreMenuProps) {
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(startOpen);
  if (entries.length === 0) return null;
  return (
    <>
      <MoreButton ref={button} label={label} icon={icon} className={className} open={open} onPress={() => setOpen(true)} />
      {open && (
        <Suspense fallback={null}>
          <Menu anchor={button} label={label} entries={entries} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
