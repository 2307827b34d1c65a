import { type Circle, handOverDuty } from "@tonghao/api";
import { Button, Choices, Dialog, toast } from "@tonghao/ui";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { sentenceOf } from "../cache.ts";
import { useDates } from "../dates.ts";
import { useT } from "../text.ts";
import { keepCircle } from "./queries.ts";

/** Let somebody else answer for the rest of one's shift. */
export default function HandOver({ circle, meId, until, onClose }: { circle: Circle; meId: string; until: string; onClose: () => void }) {
  const t = useT();
  const { near } = useDates();
  const others = circle.staff.filter((person) => person.account_id !== meId);
  const [chosen, setChosen] = useState<string | null>(others[0]?.account_id ?? null);
  const hand = useMutation({
    mutationFn: (accountId: string) => handOverDuty({ path: { circle_id: circle.circle_id }, body: { account_id: accountId } }),
    onSuccess: (now, accountId) => {
      keepCircle(now);
      toast(t("duty_day.handed", { name: others.find((person) => person.account_id === accountId)?.name ?? "" }));
      onClose();
    },
    meta: { quiet: true },
  });
  return (
    <Dialog
      title={t("duty_day.hand_over_title")}
      description={t("duty_day.hand_over_text", { time: near(until) })}
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
      <Choices
        legend={t("duty_day.cover")}
        name="cover"
        value={chosen}
        choices={others.map((person) => ({ value: person.account_id, label: person.name }))}
        onChoose={setChosen}
      />
      {hand.isError && (
        <p role="alert" className="text-sm text-accent">
          {sentenceOf(hand.error)}
        </p>
      )}
    </Dialog>
  );
}
