import { type Circle, handOverDuty } from "@tonghao/api";
import { Button, Choices, Dialog, TextArea, toast } from "@tonghao/ui";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { cache, sentenceOf } from "../cache.ts";
import { useDates } from "../dates.ts";
import { useT } from "../text.ts";

interface Props {
  circle: Circle;
  meId: string;
  until: string;
  /** How many cases wait, where the page knows. */
  open?: number;
  onClose: () => void;
}

/** Ask somebody else to answer for the rest of one's shift; one stays on duty until they say yes. */
export default function HandOver({ circle, meId, until, open, onClose }: Props) {
  const t = useT();
  const { near } = useDates();
  const others = circle.staff.filter((person) => person.account_id !== meId);
  const [chosen, setChosen] = useState<string | null>(others[0]?.account_id ?? null);
  const [note, setNote] = useState("");
  const hand = useMutation({
    mutationFn: (accountId: string) => handOverDuty({ path: { circle_id: circle.circle_id }, body: { account_id: accountId, note } }),
    onSuccess: (_, accountId) => {
      void cache.invalidateQueries({ queryKey: ["today", circle.circle_id] });
      toast(t("duty_day.offered", { name: others.find((person) => person.account_id === accountId)?.name ?? "" }));
      onClose();
    },
    meta: { quiet: true },
  });
  return (
    <Dialog
      title={t("duty_day.hand_over_title")}
      description={`${t("duty_day.hand_over_text", { time: near(until) })}${open === undefined ? "" : ` ${t("duty_day.hand_over_open", { count: open })}`}`}
      onClose={onClose}
      footer={
        <>
          <Button look="ghost" onClick={onClose}>
            {t("ui.cancel")}
          </Button>
          <Button busy={hand.isPending} disabled={chosen === null} onClick={() => chosen !== null && hand.mutate(chosen)}>
            {t("duty_day.hand_over")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Choices
          legend={t("duty_day.cover")}
          name="cover"
          value={chosen}
          choices={others.map((person) => ({ value: person.account_id, label: person.name }))}
          onChoose={setChosen}
        />
        <TextArea label={t("duty_day.hand_over_note")} rows={3} maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />
      </div>
      {hand.isError && (
        <p role="alert" className="text-sm text-accent">
          {sentenceOf(hand.error)}
        </p>
      )}
    </Dialog>
  );
}
