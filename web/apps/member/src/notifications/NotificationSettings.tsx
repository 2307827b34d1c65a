import { getNotificationSettings, type NotificationKind, type NotificationSettings as Settings, setNotificationSettings } from "@tonghao/api";
import { Skeleton } from "@tonghao/ui";
import { queryOptions, useMutation, useQuery } from "@tanstack/react-query";
import { type ReactNode, useId } from "react";
import { useSignedIn } from "../accounts/session.ts";
import { cache } from "../cache.ts";
import { Failed } from "../shell/Nowhere.tsx";
import { Panel } from "../shell/Page.tsx";
import { type MemberKey, useT } from "../text.ts";

const settingsQuery = queryOptions({
  queryKey: ["notification-settings"],
  queryFn: ({ signal }) => getNotificationSettings({ signal }),
  staleTime: 0,
});

/** Names of the kinds; one that a newer server knows is called "other". */
const NAMES: Partial<Record<string, MemberKey>> = {
  reply: "told.reply",
  mention: "told.mention",
  like: "told.like",
  thanks: "told.thanks",
  answer: "told.answer",
  floors: "told.floors",
  circle: "told.circle",
  meetup: "told.meetup",
  decision: "told.decision",
  report: "told.report",
  partner: "told.partner",
  security: "told.security",
  takeout: "told.takeout",
  tool: "told.tool",
  money: "told.money",
  panel: "told.panel",
};

const BEDTIME = { from_minute: 22 * 60, until_minute: 7 * 60 };
const HALF_HOURS = Array.from({ length: 48 }, (_, half) => half * 30);
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}

/** What one is told, when one wants quiet, and what comes by mail. Each change is kept at once. */
export function NotificationSettings() {
  const settings = useQuery(settingsQuery);
  const keep = useMutation({
    mutationKey: settingsQuery.queryKey,
    mutationFn: ({ app_off, mail_on, quiet, digest_hour }: Settings) =>
      setNotificationSettings({ body: { app_off, mail_on, quiet: quiet ?? null, digest_hour: digest_hour ?? null } }),
    onMutate: (next) => cache.setQueryData(settingsQuery.queryKey, next),
    onSuccess: (kept) => {
      // While a later change is on its way, what is shown is newer than what was kept.
      if (cache.isMutating({ mutationKey: settingsQuery.queryKey }) === 1) cache.setQueryData(settingsQuery.queryKey, kept);
    },
    onError: () => void cache.invalidateQueries({ queryKey: settingsQuery.queryKey }),
    scope: { id: "notification-settings" },
  });
  if (settings.isPending) return <Skeleton className="h-40 w-full rounded-card" />;
  if (settings.data === undefined) return <Failed error={settings.error} onRetry={() => void settings.refetch()} />;
  const now = settings.data;
  const set = (change: Partial<Settings>) => keep.mutate({ ...now, ...change });
  return (
    <>
      <QuietPanel now={now} set={set} />
      <DigestPanel now={now} set={set} />
      <KindsPanel now={now} set={set} />
    </>
  );
}

type PanelProps = { now: Settings; set: (change: Partial<Settings>) => void };

function QuietPanel({ now, set }: PanelProps) {
  const t = useT();
  const me = useSignedIn();
  const quiet = now.quiet ?? null;
  return (
    <Panel title={t("quiet.title")}>
      <p className="mb-3 text-sm text-muted">{t("quiet.text")}</p>
      <Tick label={t("quiet.on")} on={quiet !== null} onChange={(on) => set({ quiet: on ? BEDTIME : null })} />
      {quiet !== null && (
        <div className="mt-3 flex flex-wrap items-end gap-3">
          <Select
            label={t("quiet.from")}
            value={quiet.from_minute}
            options={HALF_HOURS.filter((minute) => minute !== quiet.until_minute)}
            say={clock}
            onChange={(from_minute) => set({ quiet: { ...quiet, from_minute } })}
          />
          <Select
            label={t("quiet.until")}
            value={quiet.until_minute}
            options={HALF_HOURS.filter((minute) => minute !== quiet.from_minute)}
            say={(minute) => (minute < quiet.from_minute ? t("quiet.next_day", { at: clock(minute) }) : clock(minute))}
            onChange={(until_minute) => set({ quiet: { ...quiet, until_minute } })}
          />
          <p className="w-full text-sm text-muted">{t("quiet.zone", { zone: me.zone })}</p>
        </div>
      )}
    </Panel>
  );
}

function DigestPanel({ now, set }: PanelProps) {
  const t = useT();
  const hour = now.digest_hour ?? null;
  return (
    <Panel title={t("digest.title")}>
      <p className="mb-3 text-sm text-muted">{t(now.has_email ? "digest.text" : "digest.no_mail")}</p>
      {now.has_email && <Tick label={t("digest.on")} on={hour !== null} onChange={(on) => set({ digest_hour: on ? 8 : null })} />}
      {now.has_email && hour !== null && (
        <div className="mt-3">
          <Select label={t("digest.at")} value={hour} options={HOURS} say={(one) => clock(one * 60)} onChange={(digest_hour) => set({ digest_hour })} />
        </div>
      )}
    </Panel>
  );
}

function KindsPanel({ now, set }: PanelProps) {
  const t = useT();
  const without = (list: NotificationKind[], kind: NotificationKind) => list.filter((one) => one !== kind);
  return (
    <Panel title={t("told.title")}>
      <table className="w-full border-collapse">
        <thead>
          <tr className="text-sm text-muted">
            <th scope="col" className="py-2 text-left font-normal">
              {t("told.what")}
            </th>
            <th scope="col" className="w-16 py-2 text-center font-normal">
              {t("told.here")}
            </th>
            <th scope="col" className="w-16 py-2 text-center font-normal">
              {t("told.mail")}
            </th>
          </tr>
        </thead>
        <tbody>
          {now.kinds.filter((kind) => kind !== "call").map((kind) => {
            const name = t(NAMES[kind] ?? "told.other");
            const always = now.always.includes(kind);
            const here = always || !now.app_off.includes(kind);
            const mail = now.mail_on.includes(kind);
            return (
              <tr key={kind} className="border-t border-line">
                <th scope="row" className="py-1 pr-2 text-left font-normal">
                  {name}
                  {always && <span className="block text-sm text-muted">{t("told.always")}</span>}
                </th>
                <Cell
                  label={t("told.here_of", { name })}
                  on={here}
                  disabled={always}
                  onChange={(on) =>
                    set({
                      app_off: on ? without(now.app_off, kind) : [...now.app_off, kind],
                      mail_on: on ? now.mail_on : without(now.mail_on, kind),
                    })
                  }
                />
                <Cell
                  label={t("told.mail_of", { name })}
                  on={mail}
                  disabled={!now.has_email || !here}
                  onChange={(on) => set({ mail_on: on ? [...now.mail_on, kind] : without(now.mail_on, kind) })}
                />
              </tr>
            );
          })}
        </tbody>
      </table>
    </Panel>
  );
}

type CellProps = { label: string; on: boolean; disabled: boolean; onChange: (on: boolean) => void };

function Cell({ label, on, disabled, onChange }: CellProps) {
  return (
    <td className="p-0 text-center">
      <label className="grid min-h-11 cursor-pointer place-items-center has-disabled:cursor-default">
        <input
          type="checkbox"
          aria-label={label}
          checked={on}
          disabled={disabled}
          onChange={(event) => onChange(event.target.checked)}
          className="size-5 accent-brand"
        />
      </label>
    </td>
  );
}

function Tick({ label, on, onChange }: { label: ReactNode; on: boolean; onChange: (on: boolean) => void }) {
  return (
    <label className="flex min-h-11 cursor-pointer items-center gap-3">
      <input
        type="checkbox"
        checked={on}
        onChange={(event) => onChange(event.target.checked)}
        className="size-5 shrink-0 accent-brand"
      />
      <span>{label}</span>
    </label>
  );
}

type SelectProps = { label: string; value: number; options: number[]; say: (option: number) => string; onChange: (value: number) => void };

function Select({ label, value, options, say, onChange }: SelectProps) {
  const id = useId();
  const shown = options.includes(value) ? options : [value, ...options];
  return (
    <div className="flex min-w-32 flex-1 flex-col gap-1.5 sm:max-w-48">
      <label htmlFor={id} className="text-sm font-semibold">
        {label}
      </label>
      <select
        id={id}
        className="min-h-11 rounded-small border border-line bg-surface px-3 text-base text-ink tabular-nums"
        value={value}
        onChange={(event) => onChange(Number(event.target.value))}
      >
        {shown.map((option) => (
          <option key={option} value={option}>
            {say(option)}
          </option>
        ))}
      </select>
    </div>
  );
}
