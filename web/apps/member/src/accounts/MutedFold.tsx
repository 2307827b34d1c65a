import { Button, Skeleton } from "@tonghao/ui";
import { EyeOff } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useT } from "../text.ts";
import { useMuted } from "./muted.ts";

/** What contains a muted word is folded away, and can be opened. */
export default function MutedFold({ text, children }: { text: string; children: ReactNode }) {
  const t = useT();
  const muted = useMuted(text);
  const [open, setOpen] = useState(false);
  if (muted === undefined) return <Skeleton className="h-6 w-2/3" />;
  if (!muted || open) return children;
  return (
    <p className="flex flex-wrap items-center gap-x-3 rounded-small border border-line bg-bg px-3 py-1 text-muted">
      <EyeOff size={18} aria-hidden="true" className="shrink-0" />
      <span className="min-w-0 flex-1">{t("muted.fold")}</span>
      <Button look="ghost" size="s" className="min-h-11" onClick={() => setOpen(true)}>
        {t("muted.open")}
      </Button>
    </p>
  );
}
