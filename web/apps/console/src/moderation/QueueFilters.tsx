import type { QueueRow } from "@tonghao/api";
import { NativeSelect } from "@mantine/core";
import { useT } from "../text.ts";
import type { InQueue, QueueInlet } from "./queries.ts";

export const INLETS = ["machine", "report", "patrol", "appeal"] as const satisfies readonly QueueInlet[];
const LEVELS = [4, 3, 2, 1, 0] as const;

type Props = { wanted: InQueue; rows: QueueRow[]; onWant: (wanted: InQueue) => void };

/** Which part of the queue: by inlet, severity, circle, and what one works on oneself. */
export function QueueFilters({ wanted, rows, onWant }: Props) {
  const t = useT();
  const { inlet, severity, circle, mine } = wanted;
  const circles = new Map(rows.flatMap((row) => (row.case ?? row.appeal)?.circle ?? []).map((one) => [one.circle_id, one.name]));
  if (circle !== undefined && !circles.has(circle)) circles.set(circle, t("queue.this_circle"));
  const want = (changed: { inlet?: QueueInlet | undefined; severity?: number | undefined; circle?: string | undefined; mine?: true | undefined }) => {
    const next = { inlet, severity, circle, mine, ...changed };
    onWant({
      ...(next.inlet === undefined ? {} : { inlet: next.inlet }),
      ...(next.severity === undefined ? {} : { severity: next.severity }),
      ...(next.circle === undefined ? {} : { circle: next.circle }),
      ...(next.mine === undefined ? {} : { mine: next.mine }),
    });
  };
  return (
    <search aria-label={t("queue.filters")} className="flex flex-wrap items-end gap-3">
      <NativeSelect
        label={t("queue.inlet")}
        value={inlet ?? ""}
        onChange={(event) => want({ inlet: INLETS.find((one) => one === event.currentTarget.value) })}
        data={[{ value: "", label: t("queue.all") }, ...INLETS.map((one) => ({ value: one, label: t(`inlet.${one}`) }))]}
      />
      <NativeSelect
        label={t("queue.severity")}
        value={severity === undefined ? "" : String(severity)}
        onChange={(event) => want({ severity: LEVELS.find((one) => String(one) === event.currentTarget.value) })}
        data={[{ value: "", label: t("queue.all") }, ...LEVELS.map((one) => ({ value: String(one), label: `${one} · ${t(`severity.${one}`)}` }))]}
      />
      <NativeSelect
        label={t("queue.circle")}
        value={circle ?? ""}
        onChange={(event) => want({ circle: event.currentTarget.value === "" ? undefined : event.currentTarget.value })}
        data={[{ value: "", label: t("queue.all") }, ...[...circles].map(([value, label]) => ({ value, label }))]}
      />
      <label className="flex min-h-9 cursor-pointer items-center gap-2">
        <input type="checkbox" className="size-5 accent-brand" checked={mine === true} onChange={(event) => want({ mine: event.currentTarget.checked ? true : undefined })} />
        {t("queue.mine")}
      </label>
    </search>
  );
}
