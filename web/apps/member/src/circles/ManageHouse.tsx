import { type Circle, type HouseRules, type HouseView, type HouseWord, type Raisable, setHouseRules, tryHouseRules } from "@tonghao/api";
import { inLocale, useLocale } from "@tonghao/i18n";
import { Button, Field, Skeleton, TextArea, toast } from "@tonghao/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Plus, X } from "lucide-react";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { cache, sentenceOf } from "../cache.ts";
import { Failed } from "../shell/Nowhere.tsx";
import { Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { houseQuery } from "./house.ts";
import { HouseVersions } from "./HousePanel.tsx";

const MOST_WORDS = 50;
const DAYS = [1, 3, 7, 14, 30];
const FIRST = [1, 2, 3, 5];
const SELECT = "min-h-11 w-full rounded-small border border-line bg-surface px-3";

/** A host makes the circle stricter than the platform's policy. */
export default function ManageHouse({ circle }: { circle: Circle }) {
  const house = useQuery(houseQuery(circle.circle_id));
  if (house.isError && house.data === undefined) return <Failed error={house.error} onRetry={() => void house.refetch()} />;
  if (house.data === undefined) return <Skeleton className="h-56 w-full rounded-card" />;
  return <HouseForm key={house.data.now.number} circle={circle} house={house.data} />;
}

type Row = HouseWord & { key: number };
const rowsOf = (words: HouseWord[] = []): Row[] => words.map((word, key) => ({ ...word, key }));

const wordsOf = (rows: Row[]): HouseWord[] => rows.filter(({ term, reason }) => `${term}${reason}`.trim() !== "").map(({ term, reason }) => ({ term, reason }));

function HouseForm({ circle, house }: { circle: Circle; house: HouseView }) {
  const t = useT();
  const [rules, setRules] = useState<HouseRules>(house.now.rules);
  const [rows, setRows] = useState(() => rowsOf(house.now.rules.words));
  const [reason, setReason] = useState("");
  const [open, setOpen] = useState(false);
  const set = (part: HouseRules) => setRules((now) => ({ ...now, ...part }));
  const save = useMutation({
    mutationFn: () => {
      const words = wordsOf(rows);
      const number = house.now.number;
      return setHouseRules({ path: { circle_id: circle.circle_id }, body: { rules: { ...rules, words }, reason, number } });
    },
    onSuccess: (now) => {
      cache.setQueryData(houseQuery(circle.circle_id).queryKey, now);
      for (const name of ["acts", "house-versions"]) void cache.invalidateQueries({ queryKey: [name, circle.circle_id] });
      toast(t("house.saved", { number: now.now.number }));
    },
    meta: { quiet: true },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-3 md:gap-4">
      <Panel title={t("house.title")}>
        <p className="text-sm text-muted">{t("house.set_text")}</p>
        {house.now.number > 0 && (
          <div className="mt-2 flex flex-wrap items-center gap-x-3 text-sm">
            {t("house.stands", { number: house.now.number })}
            <button type="button" className="min-h-11 cursor-pointer text-brand underline-offset-4 hover:underline" onClick={() => setOpen(true)}>
              {t("house.versions")}
            </button>
          </div>
        )}
      </Panel>
      <Kinds raisable={house.raisable} chosen={rules.severities ?? {}} onChange={(severities) => set({ severities })} />
      <Words rows={rows} onChange={setRows} />
      <Newcomers rules={rules} onChange={set} />
      <Bench circle={circle} rules={() => ({ ...rules, words: wordsOf(rows) })} />
      <Panel>
        <div className="flex flex-col gap-3">
          <Field label={t("house.why")} hint={t("house.why_hint")} value={reason} maxLength={500} required onChange={(event) => setReason(event.target.value)} />
          {save.isError && (
            <p role="alert" className="text-sm whitespace-pre-line text-accent">
              {sentenceOf(save.error)}
            </p>
          )}
          <Button type="submit" className="self-start" busy={save.isPending}>
            {t("house.save")}
          </Button>
        </div>
      </Panel>
      {open && (
        <HouseVersions
          circle={circle}
          raisable={house.raisable}
          onClose={() => setOpen(false)}
          onTake={(version) => {
            setRules(version.rules);
            setRows(rowsOf(version.rules.words));
            setOpen(false);
            toast(t("house.filled", { number: version.number }));
          }}
        />
      )}
    </form>
  );
}

/** What a text would meet under the rules as they stand in the form; nothing is kept. */
function Bench({ circle, rules }: { circle: Circle; rules: () => HouseRules }) {
  const t = useT();
  const [text, setText] = useState("");
  const trial = useMutation({
    mutationFn: () => tryHouseRules({ path: { circle_id: circle.circle_id }, body: { rules: rules(), text } }),
    meta: { quiet: true },
  });
  const found = trial.data;
  const waits = (act: string) => act === "hold" || act === "quarantine";
  return (
    <Panel title={t("house.bench")}>
      <p className="mb-3 text-sm text-muted">{t("house.bench_text")}</p>
      <div className="flex flex-col gap-3">
        <TextArea label={t("house.bench_words")} rows={2} maxLength={2000} value={text} onChange={(event) => setText(event.target.value)} />
        <Button type="button" look="soft" className="self-start" busy={trial.isPending} disabled={text.trim() === ""} onClick={() => trial.mutate()}>
          {t("house.bench_try")}
        </Button>
        {trial.isError && (
          <p role="alert" className="text-sm text-accent">
            {sentenceOf(trial.error)}
          </p>
        )}
        {found !== undefined && (
          <div role="status" className="rounded-small bg-tint px-3 py-2">
            <p>{t(waits(found.platform) ? "house.bench_platform_waits" : "house.bench_platform_passes")}</p>
            <p className="font-medium">
              {found.link_refused ? t("house.bench_link") : t(waits(found.house) ? "house.bench_waits" : "house.bench_passes")}
              {found.words.length > 0 && ` ${t("house.bench_found", { words: found.words.join("、") })}`}
            </p>
          </div>
        )}
      </div>
    </Panel>
  );
}

type Severities = Record<string, number>;

function Kinds({ raisable, chosen, onChange }: { raisable: Raisable[]; chosen: Severities; onChange: (severities: Severities) => void }) {
  const t = useT();
  const locale = useLocale();
  const choose = (code: string, severity: number) => {
    const rest = Object.entries(chosen).filter(([other]) => other !== code);
    onChange(Object.fromEntries(severity === 0 ? rest : [...rest, [code, severity]]));
  };
  return (
    <Panel title={t("house.kinds")}>
      <p className="mb-3 text-sm text-muted">{t("house.kinds_text")}</p>
      <div className="grid gap-3 md:grid-cols-2">
        {raisable.map((one) => (
          <Labelled key={one.code} label={inLocale(locale, one.zh, one.en)}>
            {(id) => (
              <select id={id} className={SELECT} value={chosen[one.code] ?? 0} onChange={(event) => choose(one.code, Number(event.target.value))}>
                <option value={0}>{t(one.severity >= 2 ? "house.as_platform_2" : "house.as_platform_1")}</option>
                {one.severity < 2 && <option value={2}>{t("house.raise_2")}</option>}
                <option value={3}>{t("house.raise_3")}</option>
              </select>
            )}
          </Labelled>
        ))}
      </div>
    </Panel>
  );
}

function Words({ rows, onChange }: { rows: Row[]; onChange: (rows: Row[]) => void }) {
  const t = useT();
  const change = (at: number, part: Partial<HouseWord>) => onChange(rows.map((row, place) => (place === at ? { ...row, ...part } : row)));
  const box = "min-h-11 min-w-0 rounded-small border border-line bg-surface px-3.5";
  return (
    <Panel title={t("house.words")}>
      <p className="mb-3 text-sm text-muted">{t("house.words_text")}</p>
      <ol className="flex flex-col gap-3">
        {rows.map((row, at) => (
          <li key={row.key} className="flex items-start gap-1">
            <div className="flex min-w-0 flex-1 flex-col gap-2 md:flex-row">
              <input
                aria-label={t("house.term", { at: at + 1 })}
                placeholder={t("house.term_box")}
                value={row.term}
                maxLength={40}
                onChange={(event) => change(at, { term: event.target.value })}
                className={`${box} md:w-48`}
              />
              <input
                aria-label={t("house.term_reason", { at: at + 1 })}
                placeholder={t("house.term_reason_box")}
                value={row.reason}
                maxLength={200}
                onChange={(event) => change(at, { reason: event.target.value })}
                className={`${box} md:flex-1`}
              />
            </div>
            <Button look="ghost" size="icon" aria-label={t("house.drop_word", { at: at + 1 })} onClick={() => onChange(rows.filter((one) => one !== row))}>
              <X size={18} aria-hidden="true" />
            </Button>
          </li>
        ))}
      </ol>
      {rows.length < MOST_WORDS && (
        <Button look="line" className="mt-3 self-start" onClick={() => onChange([...rows, { key: Date.now(), term: "", reason: "" }])}>
          <Plus size={18} aria-hidden="true" />
          {t("house.add_word")}
        </Button>
      )}
    </Panel>
  );
}

const among = (choices: number[], value: number) => (value === 0 || choices.includes(value) ? choices : [...choices, value].toSorted((a, b) => a - b));

function Newcomers({ rules, onChange }: { rules: HouseRules; onChange: (part: HouseRules) => void }) {
  const t = useT();
  const { photo_days = 0, first_posts = 0 } = rules;
  return (
    <Panel title={t("house.newcomers")}>
      <label className="mb-3 flex min-h-11 cursor-pointer items-center gap-3">
        <input type="checkbox" className="size-5 accent-brand" checked={rules.no_links === true} onChange={(event) => onChange({ no_links: event.target.checked })} />
        {t("house.no_links")}
      </label>
      <div className="grid gap-3 md:grid-cols-2">
        <Labelled label={t("house.photo_days")}>
          {(id) => (
            <select id={id} className={SELECT} value={photo_days} onChange={(event) => onChange({ photo_days: Number(event.target.value) })}>
              <option value={0}>{t("house.at_once")}</option>
              {among(DAYS, photo_days).map((count) => (
                <option key={count} value={count}>
                  {t("house.days", { count })}
                </option>
              ))}
            </select>
          )}
        </Labelled>
        <Labelled label={t("house.first_posts")}>
          {(id) => (
            <select id={id} className={SELECT} value={first_posts} onChange={(event) => onChange({ first_posts: Number(event.target.value) })}>
              <option value={0}>{t("house.no_first")}</option>
              {among(FIRST, first_posts).map((count) => (
                <option key={count} value={count}>
                  {t("house.first", { count })}
                </option>
              ))}
            </select>
          )}
        </Labelled>
      </div>
      <p className="mt-2 text-sm text-muted">{t("house.newcomers_text")}</p>
    </Panel>
  );
}

function Labelled({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-semibold">
        {label}
      </label>
      {children(id)}
    </div>
  );
}
