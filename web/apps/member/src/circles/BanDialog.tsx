import { banMember, type Circle } from "@tonghao/api";
import { Button, Choices, Dialog, TextArea, toast } from "@tonghao/ui";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { cache, sentenceOf } from "../cache.ts";
import { useT } from "../text.ts";
import { rankOf } from "./ranks.ts";

type Length = "24" | "168" | "720" | "ever";

/** A helper bans for a day at most; hosts and the owner for longer or for good. */
export function BanDialog({ circle, person, onClose }: { circle: Circle; person: { account_id: string; name: string }; onClose: () => void }) {
  const t = useT();
  const [reason, setReason] = useState("");
  const [length, setLength] = useState<Length>("24");
  const ban = useMutation({
    mutationFn: () =>
      banMember({
        path: { circle_id: circle.circle_id },
        body: { account_id: person.account_id, reason: reason.trim(), hours: length === "ever" ? null : Number(length) },
      }),
    onSuccess: () => {
      toast(t("ban.done", { name: person.name }));
      for (const key of ["members", "bans"]) void cache.invalidateQueries({ queryKey: [key, circle.circle_id] });
      onClose();
    },
    meta: { quiet: true },
  });
  const lengths: { value: Length; label: string }[] = [
    { value: "24", label: t("ban.day") },
    ...(rankOf(circle.my_role) >= 2
      ? [
          { value: "168" as const, label: t("ban.week") },
          { value: "720" as const, label: t("ban.month") },
          { value: "ever" as const, label: t("ban.ever") },
        ]
      : []),
  ];
  return (
    <Dialog
      title={t("ban.title", { name: person.name })}
      description={t("ban.text")}
      onClose={onClose}
      footer={
        <>
          <Button look="ghost" onClick={onClose}>
            {t("ui.cancel")}
          </Button>
          <Button look="danger" busy={ban.isPending} disabled={reason.trim() === ""} onClick={() => ban.mutate()}>
            {t("ban.act")}
          </Button>
        </>
      }
    >
      <Choices legend={t("ban.length")} name="length" choices={lengths} value={length} onChoose={setLength} />
      <TextArea
        label={t("ban.reason")}
        hint={t("ban.reason_hint")}
        maxLength={500}
        value={reason}
        error={ban.isError ? sentenceOf(ban.error) : null}
        onChange={(event) => setReason(event.target.value)}
      />
    </Dialog>
  );
}
