import { chooseLevels, type Circle, type CircleLevels } from "@tonghao/api";
import { Button, Skeleton, toast } from "@tonghao/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { cache, sentenceOf } from "../cache.ts";
import { Failed } from "../shell/Nowhere.tsx";
import { Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { levelsQuery } from "./queries.ts";

/** A host decides whether the circle has levels, and names them. */
export default function ManageLevels({ circle }: { circle: Circle }) {
  const levels = useQuery(levelsQuery(circle.circle_id));
  if (levels.isError) return <Failed error={levels.error} onRetry={() => void levels.refetch()} />;
  if (levels.data === undefined) return <Skeleton className="h-40 w-full rounded-card" />;
  return <Choice circle={circle} levels={levels.data} />;
}

function Choice({ circle, levels }: { circle: Circle; levels: CircleLevels }) {
  const t = useT();
  const [isOn, setOn] = useState(levels.is_on);
  const [titles, setTitles] = useState(levels.levels.map(({ zh, en }) => ({ zh, en })));
  const save = useMutation({
    mutationFn: () => chooseLevels({ path: { circle_id: circle.circle_id }, body: { is_on: isOn, titles } }),
    onSuccess: (now) => {
      cache.setQueryData(levelsQuery(circle.circle_id).queryKey, now);
      toast(t("settings.saved"));
    },
    meta: { quiet: true },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const change = (at: number, half: "zh" | "en", words: string) =>
    setTitles((now) => now.map((title, number) => (number === at ? { ...title, [half]: words } : title)));
  const box = "min-h-11 w-full min-w-0 rounded-small border border-line bg-surface px-3";
  return (
    <Panel>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <p className="text-sm text-muted">{t("levels.choice_text")}</p>
        <label className="flex min-h-11 cursor-pointer items-center gap-3">
          <input type="checkbox" className="size-5 accent-brand" checked={isOn} onChange={(event) => setOn(event.target.checked)} />
          {t("levels.switch")}
        </label>
        {isOn && (
          <fieldset className="flex flex-col gap-2">
            <legend className="mb-2 text-sm font-semibold">{t("levels.titles")}</legend>
            {titles.map((title, at) => (
              <div key={levels.levels[at]?.level} className="flex items-center gap-2">
                <span className="w-6 shrink-0 text-right text-sm text-muted tabular-nums">{at + 1}</span>
                <input
                  aria-label={t("levels.title_zh", { level: at + 1 })}
                  maxLength={8}
                  required
                  className={box}
                  value={title.zh}
                  onChange={(event) => change(at, "zh", event.target.value)}
                />
                <input
                  aria-label={t("levels.title_en", { level: at + 1 })}
                  maxLength={24}
                  lang="en"
                  className={box}
                  value={title.en}
                  onChange={(event) => change(at, "en", event.target.value)}
                />
              </div>
            ))}
          </fieldset>
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
