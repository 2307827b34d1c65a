import type { MyPanels, PanelService } from "@tonghao/api";
import { inLocale, useLocale } from "@tonghao/i18n";
import { buttonClasses, EmptyState, Skeleton, Time } from "@tonghao/ui";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { MyCirclesPanel } from "../circles/MyCirclesPanel.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { Page, Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { Question } from "./Question.tsx";
import { panelsQuery } from "./queries.ts";

/** What waits for my answer, and what I answered before. */
export function PanelsPage() {
  const t = useT();
  const mine = useQuery(panelsQuery);
  return (
    <Page
      title={t("panels.title")}
      aside={<MyCirclesPanel />}
      action={
        <Link to="/settings/$part" params={{ part: "panels" }} className={buttonClasses("ghost", "s", "min-h-11")}>
          {t("panels.to_settings")}
        </Link>
      }
    >
      <div className="flex flex-col gap-4">
        <p className="px-4 text-muted md:px-0">{t("panels.about")}</p>
        {mine.isPending && <Skeleton className="h-40 w-full rounded-card" />}
        {mine.isError && mine.data === undefined && <Failed error={mine.error} onRetry={() => void mine.refetch()} />}
        {mine.data !== undefined && <Mine mine={mine.data} />}
      </div>
    </Page>
  );
}

function Mine({ mine }: { mine: MyPanels }) {
  const t = useT();
  return (
    <>
      {mine.questions.length === 0 && (
        <EmptyState title={t("panels.none")}>{t(mine.consent.consented ? "panels.none_text" : "panels.not_in")}</EmptyState>
      )}
      {mine.questions.map((one) => (
        <Question key={one.panel_id} asked={one} />
      ))}
      {mine.services.length > 0 && (
        <Panel title={t("panels.services")}>
          {mine.answered > 0 && <p className="mb-2">{t("panels.served", { count: mine.answered })}</p>}
          <ul className="flex flex-col">
            {mine.services.map((one) => (
              <li key={one.panel_id} className="border-t border-line py-3">
                <Service seat={one} />
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  );
}

function Service({ seat }: { seat: PanelService }) {
  const t = useT();
  const locale = useLocale();
  const said = seat.answer ?? null;
  const outcome = seat.outcome ?? null;
  return (
    <div className="flex flex-col gap-1">
      <p className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span className="font-medium">{inLocale(locale, seat.zh, seat.en)}</span>
        <Time at={seat.drawn_at} className="text-sm text-muted" />
      </p>
      <p>
        {said !== null ? t("panels.you_said", { answer: t(`panels.${said}`) }) : seat.state === "waiting" || seat.state === "answered" ? null : t(`panels.state_${seat.state}`)}
      </p>
      <p className="text-sm text-muted">{outcome === null ? t("panels.waiting") : t(`panels.outcome_${outcome}`)}</p>
      {outcome !== null && seat.keeps + seat.breaks + seat.cannot_say > 0 && (
        <p className="figures text-sm text-muted">{t("panels.split", { breaks: seat.breaks, keeps: seat.keeps, cannot_say: seat.cannot_say })}</p>
      )}
      {seat.overturned && <p className="text-sm">{t("panels.overturned")}</p>}
    </div>
  );
}
