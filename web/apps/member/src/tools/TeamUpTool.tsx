import { type Circle, closeTable, leaveSeat, listTeamUps, openTable, takeSeat, type TeamUp } from "@tonghao/api";
import { Button, Dialog, Field, Skeleton, TextArea, useMinute } from "@tonghao/ui";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useMe } from "../accounts/session.ts";
import { useDates } from "../dates.ts";
import { MomentField } from "../meetups/MomentField.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { Panel } from "../shell/Page.tsx";
import { PersonAvatar, PersonName } from "../shell/Person.tsx";
import { useT } from "../text.ts";
import { NothingHere, standingIn, useAct } from "./parts.tsx";
import { Remove, Report } from "./Remarks.tsx";

/** Tables for a game: who sits there, and how many are still needed. */
export default function TeamUpTool({ circle }: { circle: Circle }) {
  const t = useT();
  const { belongs } = standingIn(circle);
  const [opening, setOpening] = useState(false);
  const found = useQuery({
    queryKey: ["tool", circle.circle_id, "team_up"],
    queryFn: ({ signal }) => listTeamUps({ path: { circle_id: circle.circle_id }, signal }),
  });
  if (found.isError) return <Failed error={found.error} onRetry={() => void found.refetch()} />;
  if (found.data === undefined) return <Skeleton className="h-60 w-full rounded-card" />;
  return (
    <>
      {belongs && (
        <Button look="soft" className="mx-4 self-start md:mx-0" onClick={() => setOpening(true)}>
          {t("team_up.open")}
        </Button>
      )}
      {found.data.length === 0 && <NothingHere text={t("team_up.none")} />}
      {found.data.map((table) => (
        <Table key={table.team_up_id} circle={circle} table={table} />
      ))}
      {opening && <Open circle={circle} onClose={() => setOpening(false)} />}
    </>
  );
}

function Table({ circle, table }: { circle: Circle; table: TeamUp }) {
  const t = useT();
  const me = useMe();
  const { full } = useDates();
  const { belongs } = standingIn(circle);
  const path = { circle_id: circle.circle_id, team_up_id: table.team_up_id };
  const sit = useAct(circle, "team_up", () => takeSeat({ path }));
  const stand = useAct(circle, "team_up", () => leaveSeat({ path }));
  const close = useAct(circle, "team_up", () => closeTable({ path }));
  const begun = Date.parse(table.starts_at) <= useMinute();
  const left = table.seats - table.taken;
  const mine = me !== null && table.made_by === me.account_id;
  return (
    <Panel title={table.game}>
      <p className="text-sm">
        <time dateTime={table.starts_at}>{full(table.starts_at)}</time>
      </p>
      {table.note !== "" && <p className="mt-1 whitespace-pre-line">{table.note}</p>}
      <p className={left > 0 && !begun ? "mt-2 font-semibold text-brand" : "mt-2 text-muted"}>
        {begun ? t("team_up.begun") : left === 0 ? t("team_up.full") : left === 1 ? t("team_up.one_more") : t("team_up.needed", { count: left })}
        <span className="ml-2 text-sm font-normal text-muted tabular-nums">
          {table.taken} / {table.seats}
        </span>
      </p>
      <ul aria-label={t("team_up.people")} className="mt-2 flex flex-wrap gap-x-4 gap-y-2">
        {table.people.map((person) => (
          <li key={person.account_id} className="flex min-w-0 items-center gap-2">
            <PersonAvatar person={person} size={32} />
            <PersonName person={person} />
          </li>
        ))}
      </ul>
      {!begun && (
        <div className="mt-3 flex flex-wrap gap-2">
          {belongs && !table.i_am_in && left > 0 && (
            <Button busy={sit.isPending} aria-label={t("team_up.sit_at", { game: table.game })} onClick={() => sit.mutate()}>
              {t("team_up.sit")}
            </Button>
          )}
          {table.i_am_in && !mine && (
            <Button look="line" busy={stand.isPending} aria-label={t("team_up.stand_from", { game: table.game })} onClick={() => stand.mutate()}>
              {t("team_up.stand")}
            </Button>
          )}
          {mine && (
            <Button look="ghost" size="s" className="min-h-11" busy={close.isPending} aria-label={t("team_up.close_named", { game: table.game })} onClick={() => close.mutate()}>
              {t("team_up.close")}
            </Button>
          )}
        </div>
      )}
      <div className="mt-2 flex flex-wrap gap-2">
        {!mine && (
          <Remove
            circle={circle}
            tool="team_up"
            mine={false}
            label={t("team_up.close_named", { game: table.game })}
            word={t("tool.remove")}
            onRemove={(reason) => closeTable({ path, query: { reason } })}
          />
        )}
        <Report circle={circle} subjectId={table.team_up_id} mine={mine} label={t("tool.report_named", { name: table.game })} word={t("tool.report")} />
      </div>
    </Panel>
  );
}

function Open({ circle, onClose }: { circle: Circle; onClose: () => void }) {
  const t = useT();
  const [draft, setDraft] = useState({ game: "", note: "", starts_at: "", seats: 4 });
  const set = (change: Partial<typeof draft>) => setDraft({ ...draft, ...change });
  const open = useAct(circle, "team_up", () => openTable({ path: { circle_id: circle.circle_id }, body: draft }), onClose);
  return (
    <Dialog
      title={t("team_up.open")}
      onClose={onClose}
      footer={
        <Button busy={open.isPending} disabled={draft.game.trim() === "" || draft.starts_at === ""} onClick={() => open.mutate()}>
          {t("team_up.open")}
        </Button>
      }
    >
      <Field label={t("team_up.game")} maxLength={40} value={draft.game} onChange={(event) => set({ game: event.target.value })} />
      <MomentField label={t("team_up.starts_at")} required value={draft.starts_at === "" ? null : draft.starts_at} onChange={(at) => set({ starts_at: at ?? "" })} />
      <Field label={t("team_up.seats")} hint={t("team_up.seats_hint")} type="number" min={2} max={20} value={draft.seats} onChange={(event) => set({ seats: Number(event.target.value) })} />
      <TextArea label={t("team_up.note")} maxLength={300} rows={3} value={draft.note} onChange={(event) => set({ note: event.target.value })} />
    </Dialog>
  );
}
