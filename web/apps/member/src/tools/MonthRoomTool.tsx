import { addChild, type Child, type Circle, dropChild, listMonthRooms, type MonthRoom, sayInMonthRoom } from "@tonghao/api";
import { Button, classes, Dialog, Field, Skeleton } from "@tonghao/ui";
import { useQuery } from "@tanstack/react-query";
import { Lock, X } from "lucide-react";
import { useState } from "react";
import { useSendKey } from "../sendKey.ts";
import { Confirm } from "../shell/Confirm.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { NothingHere, standingIn, useAct } from "./parts.tsx";
import { Remarks, Say } from "./Remarks.tsx";

/** Rooms by the age of children, for members alone. */
export default function MonthRoomTool({ circle }: { circle: Circle }) {
  const t = useT();
  const { belongs } = standingIn(circle);
  const [adding, setAdding] = useState(false);
  const [chosen, setChosen] = useState<number | null>(null);
  const member = circle.my_role !== null;
  const found = useQuery({
    queryKey: ["tool", circle.circle_id, "month_room", "list"],
    queryFn: ({ signal }) => listMonthRooms({ path: { circle_id: circle.circle_id }, signal }),
    enabled: member,
  });
  if (!member) return <NothingHere text={t("month.members_only")} />;
  if (found.isError) return <Failed error={found.error} onRetry={() => void found.refetch()} />;
  if (found.data === undefined) return <Skeleton className="h-60 w-full rounded-card" />;
  const { rooms, mine } = found.data;
  const home = mine.find((child) => rooms.some((room) => room.months === child.months))?.months;
  const open = rooms.find((room) => room.months === (chosen ?? home)) ?? rooms[0];
  return (
    <>
      <Panel title={t("month.mine")}>
        <p className="flex items-start gap-1.5 text-sm text-muted">
          <Lock size={15} aria-hidden="true" className="mt-1 shrink-0" />
          {t("month.private")}
        </p>
        <ul className="mt-2 flex flex-col divide-y divide-line">
          {mine.map((child) => (
            <Mine key={child.child_id} circle={circle} child={child} />
          ))}
        </ul>
        {belongs && (
          <Button look="soft" className="mt-2" onClick={() => setAdding(true)}>
            {t("month.add")}
          </Button>
        )}
      </Panel>
      {open === undefined ? (
        <NothingHere text={t("month.none")} />
      ) : (
        <>
          <nav aria-label={t("month.rooms")} className="flex flex-wrap gap-2 px-4 md:px-0">
            {rooms.map((room) => (
              <button
                key={room.months}
                type="button"
                aria-pressed={room === open}
                onClick={() => setChosen(room.months)}
                className={classes(
                  "min-h-11 cursor-pointer rounded-full border px-4 text-sm tabular-nums",
                  room === open ? "border-brand bg-brand text-on-brand" : "border-line bg-surface hover:bg-tint",
                )}
              >
                {room.months === 0 ? t("month.newborn") : t("month.age", { count: room.months })}
              </button>
            ))}
          </nav>
          <Room key={open.months} circle={circle} room={open} own={mine.filter((child) => child.months === open.months)} />
        </>
      )}
      {adding && <Add circle={circle} onClose={() => setAdding(false)} />}
    </>
  );
}

function Mine({ circle, child }: { circle: Circle; child: Child }) {
  const t = useT();
  const [asking, setAsking] = useState(false);
  const drop = useAct(circle, "month_room", () => dropChild({ path: { circle_id: circle.circle_id, child_id: child.child_id } }), () => setAsking(false));
  const age = child.months < 0 ? t("month.to_come", { count: -child.months }) : child.months === 0 ? t("month.newborn") : t("month.age", { count: child.months });
  const title = t("month.drop_named", { name: child.nickname });
  return (
    <li className="flex min-h-12 items-center gap-3">
      <span className="min-w-0 flex-1 truncate">
        <span className="font-semibold">{child.nickname}</span> <span className="text-muted">{age}</span>
      </span>
      <Button look="ghost" size="icon" aria-label={title} onClick={() => setAsking(true)}>
        <X size={16} aria-hidden="true" />
      </Button>
      {asking && <Confirm title={title} text={t("month.drop_text")} act={t("tool.remove")} danger busy={drop.isPending} onAct={() => drop.mutate()} onClose={() => setAsking(false)} />}
    </li>
  );
}

function Room({ circle, room, own }: { circle: Circle; room: MonthRoom; own: Child[] }) {
  const t = useT();
  const { belongs } = standingIn(circle);
  const [first] = own;
  const [about, setAbout] = useState(first?.child_id ?? "");
  const child_id = own.some((child) => child.child_id === about) ? about : (first?.child_id ?? "");
  const title = room.months === 0 ? t("month.room_newborn") : t("month.room", { count: room.months });
  return (
    <article aria-label={title}>
      <Panel title={title}>
        <p className="text-sm text-muted tabular-nums">{t("month.now", { count: room.children_now })}</p>
        {belongs && first !== undefined && (
          <Say
            circle={circle}
            tool="month_room"
            label={t("month.say")}
            hint={t("month.say_hint")}
            send={t("month.send")}
            photo={t("month.photo")}
            purpose="child"
            onSay={(said, headers) => sayInMonthRoom({ path: { circle_id: circle.circle_id }, body: { ...said, child_id }, headers })}
          >
            {own.length > 1 && (
              <label className="flex flex-col gap-1.5 text-sm font-semibold">
                {t("month.about")}
                <select className="min-h-11 rounded-small border border-line bg-surface px-3 text-base font-normal text-ink" value={child_id} onChange={(event) => setAbout(event.target.value)}>
                  {own.map((child) => (
                    <option key={child.child_id} value={child.child_id}>
                      {child.nickname}
                    </option>
                  ))}
                </select>
              </label>
            )}
          </Say>
        )}
        <div className="mt-3">
          <Remarks circle={circle} tool="month_room" subjectId={room.subject_id} none={t("month.quiet")} newestFirst />
        </div>
      </Panel>
    </article>
  );
}

function Add({ circle, onClose }: { circle: Circle; onClose: () => void }) {
  const t = useT();
  const [draft, setDraft] = useState({ nickname: "", born_in: "" });
  const headers = useSendKey(draft);
  const add = useAct(circle, "month_room", () => addChild({ path: { circle_id: circle.circle_id }, body: draft, headers }), onClose);
  return (
    <Dialog
      title={t("month.add")}
      description={t("month.add_text")}
      onClose={onClose}
      footer={
        <Button busy={add.isPending} disabled={draft.nickname.trim() === "" || !/^\d{4}-\d{2}$/.test(draft.born_in)} onClick={() => add.mutate()}>
          {t("month.add_send")}
        </Button>
      }
    >
      <Field label={t("month.nickname")} hint={t("month.nickname_hint")} maxLength={12} value={draft.nickname} onChange={(event) => setDraft({ ...draft, nickname: event.target.value })} />
      <Field
        label={t("month.born_in")}
        hint={t("month.born_in_hint")}
        inputMode="numeric"
        placeholder="2026-06"
        maxLength={7}
        value={draft.born_in}
        onChange={(event) => setDraft({ ...draft, born_in: event.target.value })}
      />
    </Dialog>
  );
}
