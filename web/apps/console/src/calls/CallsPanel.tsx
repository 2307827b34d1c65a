import type { Call, CallTry } from "@tonghao/api";
import { inLocale, useLocale } from "@tonghao/i18n";
import { fullTimeOf } from "@tonghao/ui";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { mayOperate, useSignedIn } from "../accounts/session.ts";
import { entriesOf } from "../cache.ts";
import { Chip, Severity } from "../moderation/chips.tsx";
import { useCategories } from "../moderation/queries.ts";
import { LoadMore } from "../shell/LoadMore.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { Panel, Waiting } from "../shell/Page.tsx";
import { Person } from "../shell/Person.tsx";
import { useT } from "../text.ts";
import { AddressButton } from "./AddressButton.tsx";
import { callsQuery } from "./queries.ts";

/** Who was called, by what way and when, and who answered. */
export function CallsPanel() {
  const t = useT();
  const me = useSignedIn();
  const list = useInfiniteQuery(callsQuery);
  const calls = entriesOf(list.data);
  return (
    <Panel title={t("calls.title")} text={t("calls.text")} action={mayOperate(me) ? <AddressButton /> : undefined}>
      {list.isPending && <Waiting height={120} />}
      {list.isError && list.data === undefined && <Failed error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && calls.length === 0 && <p className="text-muted">{t("calls.nobody_called")}</p>}
      <ul className="flex flex-col divide-y divide-line">
        {calls.map((call) => (
          <One key={call.call_id} call={call} />
        ))}
      </ul>
      <LoadMore list={list} />
    </Panel>
  );
}

function One({ call }: { call: Call }) {
  const t = useT();
  const locale = useLocale();
  const { nameOf } = useCategories();
  const full = (at: string) => fullTimeOf(Date.parse(at), locale);
  const first = call.causes[0];
  return (
    <li className="flex flex-col gap-2 py-4 first:pt-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Severity level={call.severity} />
        <h3 className="font-semibold">
          {t(`duty_board.side_${call.side}`)} · {call.circle === null ? t("calls.whole_place") : inLocale(locale, call.circle.name, call.circle.name_en)}
        </h3>
        <State call={call} />
      </div>
      <p className="text-sm">
        {first !== undefined && t(`calls.${first.kind}`)}
        {first?.kind === "case" && ` · ${nameOf(first.category)}`}
        {call.cause_count > 1 && ` · ${t("calls.count", { count: call.cause_count })}`} · {full(call.opened_at)}
        {first?.kind === "case" && (
          <>
            {" · "}
            <Link to="/cases/$caseId" params={{ caseId: first.cause_id }} className="inline-link">
              {t("calls.look")}
            </Link>
          </>
        )}
      </p>
      <ol className="flex flex-col gap-1 text-sm text-muted">
        {roundsOf(call.tries).map((round) => (
          <Round key={round[0]?.round} tries={round} />
        ))}
      </ol>
      {call.answered_by !== null && call.answered_at !== null && (
        <Person person={call.answered_by} below={t("calls.answered_in", { amount: amountOf(call.opened_at, call.answered_at, t) })} />
      )}
    </li>
  );
}

function State({ call }: { call: Call }) {
  const t = useT();
  if (call.answered_at !== null) return <Chip tone="good">{t("calls.is_answered")}</Chip>;
  if (call.over_at !== null) return <Chip tone="plain">{t("calls.is_over")}</Chip>;
  if (call.rang_out_at !== null) return <Chip tone="bad">{t("calls.rang_out")}</Chip>;
  return <Chip tone="waiting">{t("calls.rings")}</Chip>;
}

function Round({ tries }: { tries: CallTry[] }) {
  const t = useT();
  const locale = useLocale();
  const first = tries[0];
  if (first === undefined) return null;
  return (
    <li>
      {t("calls.round", { round: first.round, name: first.person.name, time: fullTimeOf(Date.parse(first.made_at), locale) })}
      {tries.map((one) => (
        <span key={one.channel}>
          {" · "}
          {t(`calls.by_${one.channel}`)} {one.sent_at !== null ? t("calls.sent") : one.fault === "no_address" ? t("calls.no_address") : one.fault === "" ? t("calls.on_its_way") : t("calls.failed", { fault: one.fault })}
        </span>
      ))}
    </li>
  );
}

function roundsOf(tries: CallTry[]): CallTry[][] {
  const rounds = new Map<number, CallTry[]>();
  for (const one of tries) rounds.set(one.round, [...(rounds.get(one.round) ?? []), one]);
  return [...rounds.values()];
}

function amountOf(from: string, to: string, t: ReturnType<typeof useT>): string {
  const seconds = Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000));
  return seconds < 60 ? t("calls.seconds", { count: seconds }) : t("calls.minutes", { count: Math.round(seconds / 60) });
}
