import { type Circle, type PostingRules, setDigestCategories, setSlowMode } from "@tonghao/api";
import { Button, Skeleton, toast } from "@tonghao/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { ArrowUp, Plus, X } from "lucide-react";
import { type FormEvent, useState } from "react";
import { cache, sentenceOf } from "../cache.ts";
import { Failed } from "../shell/Nowhere.tsx";
import { Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { rulesQuery } from "./marks.ts";
import { SlowChoice } from "./SlowChoice.tsx";

const MOST = 8;

/** How people post in a circle: slow mode, and the categories of its digest. */
export function ManagePosting({ circle }: { circle: Circle }) {
  const rules = useQuery(rulesQuery(circle.circle_id));
  if (rules.isError && rules.data === undefined) return <Failed error={rules.error} onRetry={() => void rules.refetch()} />;
  if (rules.data === undefined) return <Skeleton className="h-56 w-full rounded-card" />;
  return (
    <div className="flex flex-col gap-4">
      <SlowPanel circle={circle} rules={rules.data} />
      <CategoriesPanel key={rules.data.digest_categories.map((one) => one.name).join("\n")} circle={circle} rules={rules.data} />
    </div>
  );
}

function keep(circle: Circle, rules: PostingRules): void {
  cache.setQueryData(rulesQuery(circle.circle_id).queryKey, rules);
  for (const name of ["turn", "digest"]) void cache.invalidateQueries({ queryKey: [name, circle.circle_id] });
}

function SlowPanel({ circle, rules }: { circle: Circle; rules: PostingRules }) {
  const t = useT();
  const save = useMutation({
    mutationFn: (slow_seconds: number) => setSlowMode({ path: { circle_id: circle.circle_id }, body: { slow_seconds } }),
    onSuccess: (now) => {
      keep(circle, now);
      toast(t("slow.done"));
    },
  });
  return (
    <Panel title={t("posting.slow_circle")}>
      <p className="mb-3 text-sm text-muted">{t("slow.hint")}</p>
      <SlowChoice label={t("posting.slow_circle")} seconds={rules.slow_seconds} busy={save.isPending} onChoose={(seconds) => save.mutate(seconds)} />
    </Panel>
  );
}

type Row = { key: number; was: string | null; name: string };

function CategoriesPanel({ circle, rules }: { circle: Circle; rules: PostingRules }) {
  const t = useT();
  const [rows, setRows] = useState<Row[]>(() => rules.digest_categories.map((one, key) => ({ key, was: one.name, name: one.name })));
  const counts = new Map(rules.digest_categories.map((one) => [one.name, one.post_count]));
  const save = useMutation({
    mutationFn: () =>
      setDigestCategories({
        path: { circle_id: circle.circle_id },
        body: { categories: rows.filter((row) => row.name.trim() !== "").map(({ name, was }) => ({ name, was })) },
      }),
    onSuccess: (now) => {
      keep(circle, now);
      for (const name of ["circle-posts", "post", "feed"]) void cache.invalidateQueries({ queryKey: [name], refetchType: "none" });
      toast(t("settings.saved"));
    },
    meta: { quiet: true },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const change = (at: number, name: string) => setRows(rows.map((row, place) => (place === at ? { ...row, name } : row)));
  const lift = (at: number) => setRows(rows.map((row, place) => (place === at - 1 ? (rows[at] ?? row) : place === at ? (rows[at - 1] ?? row) : row)));
  return (
    <Panel title={t("posting.categories")}>
      <form onSubmit={submit} className="flex flex-col gap-3">
        <p className="text-sm text-muted">{t("posting.categories_hint")}</p>
        <ol className="flex flex-col gap-2">
          {rows.map((row, at) => (
            <li key={row.key} className="flex items-center gap-1">
              <input
                aria-label={t("posting.category", { at: at + 1 })}
                value={row.name}
                maxLength={12}
                onChange={(event) => change(at, event.target.value)}
                className="min-h-11 w-0 min-w-0 flex-1 rounded-small border border-line bg-surface px-3.5"
              />
              <span className="shrink-0 px-1 text-sm text-muted tabular-nums">{row.was !== null && t("posting.count", { count: counts.get(row.was) ?? 0 })}</span>
              <Button look="ghost" size="icon" disabled={at === 0} aria-label={t("posting.earlier", { name: row.name })} onClick={() => lift(at)}>
                <ArrowUp size={18} aria-hidden="true" />
              </Button>
              <Button look="ghost" size="icon" aria-label={t("posting.drop", { name: row.name })} onClick={() => setRows(rows.filter((one) => one !== row))}>
                <X size={18} aria-hidden="true" />
              </Button>
            </li>
          ))}
        </ol>
        {rows.length < MOST && (
          <Button look="line" className="self-start" onClick={() => setRows([...rows, { key: Date.now(), was: null, name: "" }])}>
            <Plus size={18} aria-hidden="true" />
            {t("posting.add")}
          </Button>
        )}
        {save.isError && (
          <p role="alert" className="text-sm text-accent">
            {sentenceOf(save.error)}
          </p>
        )}
        <Button type="submit" className="self-start" busy={save.isPending}>
          {t("settings.save")}
        </Button>
      </form>
    </Panel>
  );
}
