/** The panel of members on a case: putting it to one, how it stands, and what came of it. */
import { askPanel, type Case, type CasePanel, type NewPanel } from "@tonghao/api";
import { Button, NativeSelect } from "@mantine/core";
import { inLocale, useLocale } from "@tonghao/i18n";
import { toast } from "@tonghao/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { cache, sentenceOf } from "../cache.ts";
import { useCategories } from "../moderation/queries.ts";
import { useSendKey } from "../sendKey.ts";
import { Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { casePanelQuery, panelsQuery } from "./queries.ts";
import { Standing } from "./Standing.tsx";

// What the rest of the page says already.
const QUIET = new Set(["closed", "kind", "graver"]);

export function CasePanelPart({ kept }: { kept: Case }) {
  const t = useT();
  const { data } = useQuery(casePanelQuery(kept.case_id));
  if (data === undefined) return null;
  const panel = data.panel ?? null;
  const why = data.kept_from ?? null;
  if (panel !== null) {
    return (
      <Panel title={t("panels.title")}>
        <Standing row={panel} />
        {data.reasons.length > 0 && (
          <section className="mt-2">
            <h3 className="text-sm font-semibold">{t("panels.reasons")}</h3>
            <ul className="flex flex-col gap-1 text-sm">
              {data.reasons.map((one, at) => (
                <li key={`${at}-${one.text}`} className="break-words">
                  <span className="text-muted">{t(`panels.${one.answer}`)}</span> {one.text}
                </li>
              ))}
            </ul>
          </section>
        )}
      </Panel>
    );
  }
  if (kept.barred !== "" || (why !== null && QUIET.has(why))) return null;
  return (
    <Panel title={t("panels.title")} text={why === null ? t("panels.case_text") : t(`panels.kept_${why}`)}>
      {why === null && <Ask kept={kept} standing={data} />}
    </Panel>
  );
}

const VIEWS = ["keeps", "breaks", "cannot_say"] as const satisfies NewPanel["own_view"][];

function Ask({ kept, standing }: { kept: Case; standing: CasePanel }) {
  const t = useT();
  const locale = useLocale();
  const { all } = useCategories();
  const [open, setOpen] = useState(false);
  const rules = all.filter((one) => standing.categories.includes(one.code));
  const [chosen, setChosen] = useState<string | null>(null);
  const category = chosen ?? (standing.categories.includes(kept.category) ? kept.category : (rules[0]?.code ?? ""));
  const [view, setView] = useState<NewPanel["own_view"] | null>(null);
  const headers = useSendKey(kept.case_id, category, view);
  const ask = useMutation({
    mutationFn: (own_view: NewPanel["own_view"]) => askPanel({ path: { case_id: kept.case_id }, body: { category, own_view }, headers }),
    onSuccess: (now) => {
      cache.setQueryData(casePanelQuery(kept.case_id).queryKey, now);
      void cache.invalidateQueries({ queryKey: panelsQuery.queryKey });
      toast(t("panels.asked"));
    },
    meta: { quiet: true },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (view !== null) ask.mutate(view);
  };
  const enough = standing.fit >= standing.needed;
  return (
    <div className="flex flex-col gap-3">
      <p className={enough ? "text-sm text-muted" : "text-sm"}>{t("panels.fit", { count: standing.fit, needed: standing.needed })}</p>
      {!open && (
        <Button variant="default" h={40} className="self-start" disabled={!enough} onClick={() => setOpen(true)}>
          {t("panels.open")}
        </Button>
      )}
      {open && (
        <form onSubmit={submit} className="flex flex-col gap-3">
          <NativeSelect
            label={t("panels.rule")}
            value={category}
            onChange={(event) => setChosen(event.currentTarget.value)}
            data={rules.map((one) => ({ value: one.code, label: inLocale(locale, one.zh, one.en) }))}
          />
          <NativeSelect
            label={t("panels.own_view")}
            value={view ?? ""}
            onChange={(event) => setView(VIEWS.find((one) => one === event.currentTarget.value) ?? null)}
            data={[{ value: "", label: t("panels.choose") }, ...VIEWS.map((one) => ({ value: one, label: t(`panels.${one}`) }))]}
          />
          {ask.isError && (
            <p role="alert" className="text-accent">
              {sentenceOf(ask.error)}
            </p>
          )}
          <Button type="submit" h={44} className="self-start" loading={ask.isPending} disabled={view === null}>
            {t("panels.ask")}
          </Button>
        </form>
      )}
    </div>
  );
}
