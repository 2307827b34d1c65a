import { type Brake, type Feature, pullBrake, releaseBrake } from "@tonghao/api";
import { Button } from "@mantine/core";
import { inLocale, useLocale } from "@tonghao/i18n";
import { Time, toast, useFullTime } from "@tonghao/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { OctagonX } from "lucide-react";
import { useState } from "react";
import { Failed } from "../shell/Nowhere.tsx";
import { Page, Panel, Waiting } from "../shell/Page.tsx";
import { Hours, ReasonModal } from "../shell/ReasonModal.tsx";
import { useT } from "../text.ts";
import { Standing } from "./CirclesPage.tsx";
import { brakesQuery, readAgain } from "./queries.ts";

const FEATURES = ["posting", "comments", "photos", "joining", "sign_up", "tips", "red_packets", "transfers", "top_ups", "withdrawals"] as const;

/** The brakes of the whole place, and those that are pulled in circles. */
export function BrakesPage() {
  const t = useT();
  const list = useQuery(brakesQuery);
  const circles = list.data?.filter((one) => one.feature === null) ?? [];
  return (
    <Page
      title={t("brakes.title")}
      lead={t("brakes.lead")}
      action={
        <a href="/brakes" className="inline-link py-2">
          {t("brakes.public")}
        </a>
      }
    >
      {list.isPending && <Waiting />}
      {list.isError && <Failed error={list.error} onRetry={() => void list.refetch()} />}
      {list.data !== undefined && (
        <>
          <Panel title={t("brakes.features")} text={t("brakes.features_text")}>
            <ul className="grid gap-3 wide:grid-cols-2 desk:grid-cols-3">
              {FEATURES.map((feature) => (
                <FeatureCard key={feature} feature={feature} brake={list.data.find((one) => one.feature === feature)} />
              ))}
            </ul>
          </Panel>
          <Panel title={t("brakes.circles")} text={t("brakes.circles_text")}>
            {circles.length === 0 && <p className="text-muted">{t("brakes.none")}</p>}
            <ul className="flex flex-col gap-2">
              {circles.map((one) => (
                <CircleBrake key={one.brake_id} brake={one} />
              ))}
            </ul>
          </Panel>
        </>
      )}
    </Page>
  );
}

function FeatureCard({ feature, brake }: { feature: Feature; brake: Brake | undefined }) {
  const t = useT();
  const full = useFullTime();
  const [asking, setAsking] = useState(false);
  const [hours, setHours] = useState<number | null>(null);
  const what = t(`brakes.${feature}`);
  const stopped = brake !== undefined;
  const send = useMutation({
    mutationFn: async (reason: string) => {
      if (brake === undefined) await pullBrake({ body: { feature, reason, hours } });
      else await releaseBrake({ path: { brake_id: brake.brake_id }, body: { reason } });
    },
    onSuccess: () => {
      toast(t(stopped ? "brakes.released" : "brakes.pulled"));
      setAsking(false);
    },
    onSettled: readAgain,
    meta: { quiet: true },
  });
  return (
    <li className="flex flex-col gap-2 rounded-small border border-line p-3">
      <div className="flex items-center justify-between gap-3">
        <h3 className="font-semibold">{what}</h3>
        <span className={stopped ? "font-medium text-accent" : "text-muted"}>{t(stopped ? "brakes.stopped" : "brakes.runs")}</span>
      </div>
      {brake !== undefined && (
        <p className="text-sm break-words">
          {brake.reason} <Time at={brake.at} className="text-muted" />
          <span className="block text-muted">{brake.until === null ? t("limit.no_end") : t("limit.until", { date: full(brake.until) })}</span>
        </p>
      )}
      {stopped ? (
        <Button h={48} variant="outline" className="mt-auto" aria-label={t("brakes.let_go_named", { what })} onClick={() => setAsking(true)}>
          {t("brakes.let_go")}
        </Button>
      ) : (
        <Button h={48} color="red" className="mt-auto" leftSection={<OctagonX size={20} aria-hidden="true" />} aria-label={t("brakes.pull_named", { what })} onClick={() => setAsking(true)}>
          {t("brakes.pull")}
        </Button>
      )}
      {asking && (
        <ReasonModal
          title={t(stopped ? "brakes.let_go_title" : "brakes.pull_title", { what })}
          text={stopped ? undefined : t(feature === "top_ups" ? "brakes.pull_top_ups" : feature === "withdrawals" ? "brakes.pull_withdrawals" : "brakes.pull_text")}
          act={t(stopped ? "brakes.let_go" : "brakes.pull")}
          danger={!stopped}
          busy={send.isPending}
          error={send.error}
          onSend={send.mutate}
          onClose={() => setAsking(false)}
        >
          {stopped ? null : <Hours label={t("circles.long")} value={hours} onChange={setHours} />}
        </ReasonModal>
      )}
    </li>
  );
}

function CircleBrake({ brake }: { brake: Brake }) {
  const t = useT();
  const locale = useLocale();
  if (brake.restriction === null) return null;
  return (
    <li className="rounded-small bg-raised px-3 py-2">
      <p className="font-semibold">
        {brake.circle === null ? (
          t("brakes.hidden_circle")
        ) : (
          <a href={`/c/${brake.circle.slug}`} className="hover:underline">
            {inLocale(locale, brake.circle.name, brake.circle.name_en)}
          </a>
        )}
      </p>
      <Standing one={{ ...brake, kind: brake.restriction }} />
      {brake.circle !== null && (
        <Link to="/circles" search={{ q: brake.circle.slug }} className="inline-link inline-block py-1 text-sm">
          {t("brakes.decide")}
        </Link>
      )}
    </li>
  );
}
