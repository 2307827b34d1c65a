import { Button, Dialog } from "@tonghao/ui";
import { useState } from "react";
import { useT } from "../text.ts";

const POINTS = ["terms.1", "terms.2", "terms.3", "terms.4", "terms.5"] as const;

/** The terms, short enough to be read. */
export function TermsButton() {
  const t = useT();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button look="soft" size="s" className="min-h-11 self-start" onClick={() => setOpen(true)}>
        {t("terms.read")}
      </Button>
      {open && (
        <Dialog title={t("terms.title")} onClose={() => setOpen(false)}>
          <ol className="flex list-decimal flex-col gap-3 pl-5">
            {POINTS.map((point) => (
              <li key={point}>{t(point)}</li>
            ))}
          </ol>
        </Dialog>
      )}
    </>
  );
}
