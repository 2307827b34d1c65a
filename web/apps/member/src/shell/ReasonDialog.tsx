import { Button, Dialog, TextArea } from "@tonghao/ui";
import { type ReactNode, useState } from "react";
import { sentenceOf } from "../cache.ts";
import { useT } from "../text.ts";

export type ReasonDialogProps = {
  title: string;
  text?: ReactNode;
  act: string;
  danger?: boolean;
  /** Whether it must be said. */
  needed?: boolean;
  busy: boolean;
  error: unknown;
  /** With the words of the reason, or null where none was given. */
  onAct: (reason: string | null) => void;
  onClose: () => void;
};

/** Before an act of a circle's staff that everybody reads in its log: why, for those who want to say it or have to. */
export default function ReasonDialog({ title, text, act, danger = false, needed = false, busy, error, onAct, onClose }: ReasonDialogProps) {
  const t = useT();
  const [reason, setReason] = useState("");
  const said = reason.trim();
  return (
    <Dialog
      title={title}
      description={text}
      onClose={onClose}
      footer={
        <>
          <Button look="ghost" onClick={onClose}>
            {t("ui.cancel")}
          </Button>
          <Button look={danger ? "danger" : "primary"} busy={busy} disabled={needed && said === ""} onClick={() => onAct(said === "" ? null : said)}>
            {act}
          </Button>
        </>
      }
    >
      <TextArea
        label={t(needed ? "why.needed" : "why.label")}
        hint={t(needed ? "why.needed_hint" : "why.hint")}
        rows={3}
        maxLength={500}
        value={reason}
        error={error ? sentenceOf(error) : null}
        onChange={(event) => setReason(event.target.value)}
      />
    </Dialog>
  );
}
