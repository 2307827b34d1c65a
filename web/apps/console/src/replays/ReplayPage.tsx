import { askReplay, type Replay, type ReplayBasis } from "@tonghao/api";
import { Button, SegmentedControl, TextInput } from "@mantine/core";
import { inLocale, useLocale } from "@tonghao/i18n";
import { useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { cache, entriesOf } from "../cache.ts";
import { useSendKey } from "../sendKey.ts";
import { Failed } from "../shell/Nowhere.tsx";
import { Page, Panel, Waiting } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { Assumptions, type Changes, changed } from "./Assumptions.tsx";
import { Earlier } from "./Earlier.tsx";
import { Outcome } from "./Outcome.tsx";
import { Sides } from "./Sides.tsx";
import { basisQuery, isRunning, replayQuery, replaysQuery } from "./queries.ts";

const RECALLS = ["0.9", "0.5", "0"] as const;

/** November 2016 once more: what was published on the left, what this server makes of it on the right. */
export function ReplayPage() {
  const t = useT();
  const basis = useQuery(basisQuery);
  const list = useInfiniteQuery(replaysQuery);
  const rows = entriesOf(list.data);
  const [chosen, setChosen] = useState<string>();
  const shown = useQuery(replayQuery(chosen ?? rows[0]?.replay_id));
  return (
    <Page title={t("replay.title")} lead={t("replay.lead")}>
      {basis.isError && <Failed error={basis.error} onRetry={() => void basis.refetch()} />}
      {basis.data === undefined ? (
        !basis.isError && <Waiting height={480} />
      ) : (
        <>
          <Ask basis={basis.data} running={isRunning(shown.data)} onAsked={setChosen} />
          <Sides basis={basis.data} replay={shown.data} />
          {shown.data !== undefined && <Outcome replay={shown.data} />}
          <Earlier rows={rows} shown={shown.data?.replay_id} onChoose={setChosen} list={list} />
          <Facts basis={basis.data} />
        </>
      )}
    </Page>
  );
}

function Ask({ basis, running, onAsked }: { basis: ReplayBasis; running: boolean; onAsked: (replayId: string) => void }) {
  const t = useT();
  const [recall, setRecall] = useState<string>("0.9");
  const [seed, setSeed] = useState("1");
  const [changes, setChanges] = useState<Changes>({});
  const assumed = changed(basis.assumptions, changes);
  const [attempt, setAttempt] = useState(0);
  const key = useSendKey(recall, seed, assumed, attempt);
  const asked = useMutation({
    mutationFn: () => askReplay({ body: { recall: Number(recall), seed: Number(seed), assumed: assumed ?? {} }, headers: key }),
    onSuccess: (replay: Replay) => {
      cache.setQueryData(replayQuery(replay.replay_id).queryKey, replay);
      void cache.invalidateQueries({ queryKey: replaysQuery.queryKey });
      setAttempt((one) => one + 1);
      onAsked(replay.replay_id);
    },
  });
  const fits = assumed !== null && /^\d{1,9}$/.test(seed);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (fits) asked.mutate();
  };
  return (
    <Panel title={t("replay.ask")} text={t("replay.ask_text")}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <div className="flex flex-wrap items-end gap-4">
          <div>
            <p id="replay-recall" className="mb-1 text-sm font-medium">
              {t("replay.recall")}
            </p>
            <SegmentedControl
              aria-labelledby="replay-recall"
              value={recall}
              onChange={setRecall}
              data={RECALLS.map((one) => ({ value: one, label: `${Number(one) * 100} %` }))}
            />
          </div>
          <TextInput
            className="w-28"
            label={t("replay.seed")}
            inputMode="numeric"
            value={seed}
            error={!/^\d{1,9}$/.test(seed) && t("replay.seed_bad")}
            onChange={(event) => setSeed(event.currentTarget.value.trim())}
          />
          <Button type="submit" h={44} loading={asked.isPending} disabled={!basis.may_run || running || !fits}>
            {running ? t("replay.running") : t("replay.do")}
          </Button>
        </div>
        {!basis.may_run && <p className="text-muted">{t("replay.not_here")}</p>}
        <Assumptions basis={basis} changes={changes} onChange={setChanges} />
      </form>
    </Panel>
  );
}

function Facts({ basis }: { basis: ReplayBasis }) {
  const t = useT();
  const locale = useLocale();
  return (
    <Panel title={t("replay.facts")} text={inLocale(locale, basis.source_zh, basis.source_en)}>
      <ul className="flex list-disc flex-col gap-1 pl-5">
        {basis.facts.map((fact) => (
          <li key={fact.en}>{inLocale(locale, fact.zh, fact.en)}</li>
        ))}
      </ul>
    </Panel>
  );
}
