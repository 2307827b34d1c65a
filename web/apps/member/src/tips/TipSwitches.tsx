import { chooseTips, type Circle, switchTips } from "@tonghao/api";
import { toast } from "@tonghao/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useMe } from "../accounts/session.ts";
import { cache } from "../cache.ts";
import { Tick } from "../polls/PollFields.tsx";
import { Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { circleTippingQuery, tipChoiceQuery } from "./queries.ts";

/** Whether others may tip me; off until I say so. */
export function TipChoicePanel() {
  const t = useT();
  const me = useMe();
  const found = useQuery(tipChoiceQuery);
  const choose = useMutation({
    mutationFn: (takes_tips: boolean) => chooseTips({ body: { takes_tips } }),
    onSuccess: (now) => {
      cache.setQueryData(tipChoiceQuery.queryKey, now);
      toast(t("settings.saved"));
    },
  });
  if (me?.age_class === "minor" || found.data === undefined) return null;
  return (
    <Panel title={t("tips.panel")}>
      <p className="mb-2 text-sm text-muted">{t("tips.choice_text")}</p>
      <Tick label={t("tips.choice")} checked={found.data.takes_tips} onChange={(on) => choose.mutate(on)} />
    </Panel>
  );
}

/** Whether the authors of a circle can be tipped; it stands in the circle's log. */
export function CircleTips({ circle }: { circle: Circle }) {
  const t = useT();
  const found = useQuery(circleTippingQuery(circle.circle_id));
  const turn = useMutation({
    mutationFn: (is_on: boolean) => switchTips({ path: { circle_id: circle.circle_id }, body: { is_on } }),
    onSuccess: (now) => {
      cache.setQueryData(circleTippingQuery(circle.circle_id).queryKey, now);
      void cache.invalidateQueries({ queryKey: ["acts", circle.circle_id] });
      toast(t("settings.saved"));
    },
  });
  if (found.data === undefined) return null;
  return (
    <Panel title={t("tips.panel")}>
      <p className="mb-2 text-sm text-muted">{t("tips.circle_text")}</p>
      <Tick label={t("tips.circle")} checked={found.data.is_on} onChange={(on) => turn.mutate(on)} />
    </Panel>
  );
}
