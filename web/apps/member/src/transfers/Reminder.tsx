import { Button, toast, useMinute } from "@tonghao/ui";
import { useDates } from "../dates.ts";
import { useT } from "../text.ts";
import { useMoneyAct } from "./TransferPage.tsx";

/** Remind: now, from `at` on, or no more. */
export function Reminder({ at, act }: { at: string | null; act: () => Promise<unknown> }) {
  const t = useT();
  const { near } = useDates();
  const now = useMinute();
  const remind = useMoneyAct(act, () => toast(t("remind.done")));
  if (at === null) return <p className="text-sm text-muted">{t("remind.over")}</p>;
  if (Date.parse(at) > now) return <p className="text-sm text-muted">{t("remind.next", { at: near(at) })}</p>;
  return (
    <Button busy={remind.isPending} onClick={() => remind.mutate()}>
      {t("remind.act")}
    </Button>
  );
}
