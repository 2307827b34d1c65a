import { type PanelConsent, setPanelConsent } from "@tonghao/api";
import { buttonClasses, Skeleton, toast } from "@tonghao/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { cache } from "../cache.ts";
import { useDates } from "../dates.ts";
import { Failed } from "../shell/Nowhere.tsx";
import { Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { panelsQuery } from "./queries.ts";

/** Whether I am drawn for panels; off until I say so. */
export function PanelSettings() {
  const t = useT();
  const mine = useQuery(panelsQuery);
  if (mine.isPending) return <Skeleton className="h-40 w-full rounded-card" />;
  if (mine.data === undefined) return <Failed error={mine.error} onRetry={() => void mine.refetch()} />;
  return (
    <>
      <Consent consent={mine.data.consent} />
      <Link to="/panels" className={buttonClasses("line", "m", "mx-4 self-start md:mx-0")}>
        {t("panels.to_page")}
      </Link>
    </>
  );
}

function Consent({ consent }: { consent: PanelConsent }) {
  const t = useT();
  const { date } = useDates();
  const set = useMutation({
    mutationFn: (consented: boolean) => setPanelConsent({ body: { consented } }),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: panelsQuery.queryKey });
      toast(t("settings.saved"));
    },
  });
  const may = consent.lacking.length === 0;
  const on = set.isPending ? set.variables : consent.consented;
  return (
    <Panel title={t("panels.consent_title")}>
      <div className="flex flex-col gap-3">
        <p>{t("panels.about")}</p>
        <p className="text-sm text-muted">{t("panels.consent_text")}</p>
        <p className="text-sm text-muted">{t("panels.consent_who")}</p>
        {(may || consent.consented) && (
          <label className="flex min-h-11 cursor-pointer items-center gap-3">
            <input type="checkbox" checked={on} disabled={set.isPending} onChange={(event) => set.mutate(event.target.checked)} className="size-5 shrink-0 accent-brand" />
            {t("panels.consent")}
          </label>
        )}
        {consent.consented && typeof consent.since === "string" && <p className="text-sm text-muted">{t("panels.since", { date: date(consent.since) })}</p>}
        {!may && (
          <div className="rounded-small bg-tint px-3 py-2 text-sm">
            <p className="font-medium">{t("panels.lacking")}</p>
            <ul className="list-disc pl-5">
              {consent.lacking.map((one) => (
                <li key={one}>{t(`panels.lacking_${one}`)}</li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </Panel>
  );
}
