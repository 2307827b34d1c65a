import { Button, Dialog } from "@tonghao/ui";
import type { ReactNode } from "react";
import { useT } from "../text.ts";

type ConfirmProps = {
  title: string;
  text: ReactNode;
  act: string;
  /** What the other button says, where "cancel" could be taken for the act. */
  keep?: string;
  danger?: boolean;
  busy?: boolean;
  disabled?: boolean;
  onAct: () => void;
  onClose: () => void;
  children?: ReactNode;
};

/** Asks before something that is hard to take back. */
export function Confirm({ title, text, act, keep, danger = false, busy = false, disabled = false, onAct, onClose, children }: ConfirmProps) {
  const t = useT();
  return (
    <Dialog
      title={title}
      description={text}
      onClose={onClose}
      footer={
        <>
          <Button look="ghost" onClick={onClose}>
            {keep ?? t("ui.cancel")}
          </Button>
          <Button look={danger ? "danger" : "primary"} busy={busy} disabled={disabled} onClick={onAct}>
            {act}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  );
}
