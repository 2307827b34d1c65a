import { type HuntKind, startHunt } from "@tonghao/api";
import { Button, Modal, Radio, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useSendKey } from "../sendKey.ts";
import { useT } from "../text.ts";
import { lookAgain } from "./queries.ts";

/** A hunt begins with how and why. */
export function StartHunt() {
  const t = useT();
  const [asking, setAsking] = useState(false);
  const [kind, setKind] = useState<HuntKind>("bank");
  const [reason, setReason] = useState("");
  const headers = useSendKey(asking, kind, reason);
  const start = useMutation({
    mutationFn: () => startHunt({ body: { kind, reason: reason.trim() }, headers }),
    onSuccess: () => {
      setAsking(false);
      setReason("");
    },
    onSettled: lookAgain,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    start.mutate();
  };
  return (
    <>
      <Button h={44} onClick={() => setAsking(true)}>
        {t("hunt.start")}
      </Button>
      <Modal opened={asking} onClose={() => setAsking(false)} title={t("hunt.start")} centered closeButtonProps={{ "aria-label": t("ui.close") }}>
        <form onSubmit={submit} className="flex flex-col gap-4">
          <Radio.Group label={t("hunt.kind")} value={kind} onChange={(wanted) => setKind(wanted as HuntKind)}>
            <div className="mt-2 flex flex-col gap-3">
              <Radio value="bank" label={t("hunt.kind_bank")} />
              <Radio value="model" label={t("hunt.kind_model")} />
            </div>
          </Radio.Group>
          <Textarea label={t("hunt.reason")} required rows={3} maxLength={1000} data-autofocus value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
          <div className="flex justify-end gap-2">
            <Button variant="default" h={44} onClick={() => setAsking(false)}>
              {t("ui.cancel")}
            </Button>
            <Button type="submit" h={44} loading={start.isPending} disabled={reason.trim() === ""}>
              {t("hunt.start")}
            </Button>
          </div>
        </form>
      </Modal>
    </>
  );
}
