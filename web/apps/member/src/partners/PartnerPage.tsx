import type { PartnerPage as Shown } from "@tonghao/api";
import { inLocale, useLocale } from "@tonghao/i18n";
import { Skeleton } from "@tonghao/ui";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useSite } from "../accounts/session.ts";
import { CircleTile } from "../circles/CircleTile.tsx";
import { useDates } from "../dates.ts";
import { Failed } from "../shell/Nowhere.tsx";
import { Page, Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { WeekTable } from "../tiers/WeekTable.tsx";
import { partnerPageQuery } from "./queries.ts";

const route = getRouteApi("/shell/partners/$partnerId");

/** Who runs circles here: since when, who answers, with which licence. For everybody. */
export function PartnerPage() {
  const t = useT();
  const locale = useLocale();
  const { partnerId } = route.useParams();
  const page = useQuery(partnerPageQuery(partnerId));
  const shown = page.data;
  return (
    <Page title={shown === undefined ? t("partner.title") : inLocale(locale, shown.partner.name, shown.partner.name_en)}>
      {page.isPending && <Skeleton className="mx-4 h-40 rounded-card md:mx-0" />}
      {page.isError && <Failed error={page.error} onRetry={() => void page.refetch()} />}
      {shown !== undefined && <About page={shown} />}
    </Page>
  );
}

function About({ page }: { page: Shown }) {
  const t = useT();
  const locale = useLocale();
  const { date } = useDates();
  const { topics } = useSite();
  const { partner, licence, circles } = page;
  const topic = topics.find((one) => one.code === partner.category);
  const facts: [string, string][] = [
    [t("partner.who"), partner.responsible_name],
    [t("partners.category"), topic === undefined ? partner.category : inLocale(locale, topic.zh, topic.en)],
    ...(page.score === null ? [] : [[t("partner.score"), t("tier.score", { score: page.score })] satisfies [string, string]]),
    [t("partner.since"), date(partner.decided_at ?? partner.created_at)],
    ...(partner.due_at === null ? [] : [[t("partner.until"), date(partner.due_at)] satisfies [string, string]]),
    ...(licence === null ? [] : [[t("partner.licence"), t("partner.licence_text", { number: licence.number, issuer: licence.issuer, date: licence.valid_until })] satisfies [string, string]]),
  ];
  return (
    <div className="flex flex-col gap-3 md:gap-4">
      <Panel title={t("partner.answers")}>
        {partner.lapsed_at !== null && <p className="mb-3 rounded-small bg-accent-tint px-3 py-2">{t("partner.lapsed")}</p>}
        {partner.about !== "" && <p className="mb-3 whitespace-pre-line">{partner.about}</p>}
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5">
          {facts.map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-muted">{name}</dt>
              <dd className="min-w-0 break-words">{value}</dd>
            </div>
          ))}
        </dl>
        <p className="mt-3 text-sm">
          <a href="/convention" className="inline-flex min-h-6 items-center font-medium text-brand underline-offset-4 hover:underline">
            {t("partner.convention")}
          </a>
        </p>
      </Panel>
      <Panel title={t("partner.circles")}>
        {circles.length === 0 && <p className="text-sm text-muted">{t("partner.no_circles")}</p>}
        <ul className="flex flex-col gap-4">
          {circles.map(({ circle, tier, score, week }) => (
            <li key={circle.circle_id}>
              <CircleTile circle={circle} />
              <p className="mt-1 text-sm">
                {t(`tier.${tier}`)} · {t("tier.score", { score })} ·{" "}
                <Link to="/c/$slug/standing" params={{ slug: circle.slug }} className="inline-flex min-h-6 items-center font-medium text-brand underline-offset-4 hover:underline">
                  {t("tier.see_weeks")}
                </Link>
              </p>
              {week !== null && (
                <div className="mt-2 rounded-small bg-raised p-3">
                  <WeekTable weeks={[week]} />
                </div>
              )}
            </li>
          ))}
        </ul>
      </Panel>
    </div>
  );
}
