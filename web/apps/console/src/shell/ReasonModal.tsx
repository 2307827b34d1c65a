import { Alert, Button, Modal, NativeSelect, Textarea } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";
import { sentenceOf } from "../cache.ts";
import { useT } from "../text.ts";

export const HOURS = ["1", "24", "72", "168", "720", "2160"] as const;

type ReasonModalProps = {
  title: string;
  text?: ReactNode;
  act: string;
  danger?: boolean;
  hint?: string;
  busy: boolean;
  error: unknown;
  /** Fields above the reason. */
  children?: ReactNode;
  onSend: (reason: string) => void;
  onClose: () => void;
};

/** A grave act asks for a reason before it is done. */
export function ReasonModal({ title, text, act, danger = false, hint, busy, error, children, onSend, onClose }: ReasonModalProps) {
  const t = useT();
  const [reason, setReason] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() !== "") onSend(reason.trim());
  };
  return (
    <Modal opened onClose={onClose} title={title} centered closeButtonProps={{ "aria-label": t("ui.close") }}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        {text !== undefined && <p>{text}</p>}
        {children}
        <Textarea
          label={t("circles.reason")}
          description={hint ?? t("circles.reason_hint")}
          required
          rows={3}
          maxLength={500}
          data-autofocus
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {error !== null && error !== undefined && (
          <Alert color="red" role="alert">
            {sentenceOf(error)}
          </Alert>
        )}
        <div className="flex justify-end gap-2">
          <Button variant="default" h={44} onClick={onClose}>
            {t("ui.cancel")}
          </Button>
          <Button type="submit" h={44} color={danger ? "red" : undefined} loading={busy} disabled={reason.trim() === ""}>
            {act}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

type HoursProps = { label: string; value: number | null; endless?: boolean; onChange: (hours: number | null) => void };

/** How long something lasts; null is without end. */
export function Hours({ label, value, endless = true, onChange }: HoursProps) {
  const t = useT();
  return (
    <NativeSelect
      label={label}
      value={value === null ? "none" : String(value)}
      onChange={(event) => onChange(event.currentTarget.value === "none" ? null : Number(event.currentTarget.value))}
      data={[...HOURS.map((hours) => ({ value: hours, label: t(`hours.${hours}`) })), ...(endless ? [{ value: "none", label: t("hours.none") }] : [])]}
    />
  );
}
