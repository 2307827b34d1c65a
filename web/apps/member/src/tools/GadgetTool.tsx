import { bringGadget, type Circle, diagnoseGadget, endGadget, type Gadget, getBench, type Guess, guessPrice, listGadgets, removeGadget, removeGuess, talkAtBench } from "@tonghao/api";
import { grouped } from "@tonghao/i18n";
import { Button, Choices, classes, Dialog, Field, Skeleton, TextArea, Time } from "@tonghao/ui";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Check, Wrench } from "lucide-react";
import { useState } from "react";
import { byCursor, entriesOf } from "../cache.ts";
import { useUploads } from "../media/uploads.ts";
import { useSendKey } from "../sendKey.ts";
import { LoadMore } from "../shell/LoadMore.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { Panel } from "../shell/Page.tsx";
import { PersonName } from "../shell/Person.tsx";
import { type MemberKey, useT } from "../text.ts";
import { OpenPhotos } from "./OpenPhotos.tsx";
import { NothingHere, standingIn, useAct } from "./parts.tsx";
import { arrivedIds, isWaiting, Photos } from "./Photos.tsx";
import { Remarks, Remove, Report, Say } from "./Remarks.tsx";

type Outcome = NonNullable<Gadget["outcome"]>;

const OUTCOMES: readonly Outcome[] = ["repaired", "self_repaired", "not_worth"];
const LABELS: Record<string, MemberKey> = {
  diagnosis: "gadget.diagnosis",
  repaired: "gadget.repaired",
  self_repaired: "gadget.self_repaired",
  not_worth: "gadget.not_worth",
};

/** What is broken, what neighbours guess, what the bench says, and what it really cost. */
export default function GadgetTool({ circle }: { circle: Circle }) {
  const t = useT();
  const { belongs } = standingIn(circle);
  const [bringing, setBringing] = useState(false);
  const path = { circle_id: circle.circle_id };
  const bench = useQuery({ queryKey: ["tool", circle.circle_id, "gadget", "bench"], queryFn: ({ signal }) => getBench({ path, signal }) });
  const found = useInfiniteQuery({
    queryKey: ["tool", circle.circle_id, "gadget", "list"],
    queryFn: ({ pageParam, signal }) => listGadgets({ path, query: { cursor: pageParam }, signal }),
    ...byCursor,
  });
  if (bench.isError || found.isError) return <Failed error={bench.error ?? found.error} onRetry={() => void Promise.all([bench.refetch(), found.refetch()])} />;
  if (bench.data === undefined || found.data === undefined) return <Skeleton className="h-60 w-full rounded-card" />;
  const gadgets = entriesOf(found.data);
  const { repaired, self_repaired, not_worth, spent } = bench.data;
  return (
    <>
      <section aria-label={t("gadget.count")} className="mx-4 flex items-start gap-3 rounded-card bg-tint px-4 py-3 md:mx-0">
        <Wrench size={24} aria-hidden="true" className="mt-1 shrink-0 text-brand" />
        <div className="min-w-0 tabular-nums">
          <p className="text-lg font-bold">{t("gadget.alive", { count: repaired + self_repaired })}</p>
          <p className="text-sm text-muted">{t("gadget.count_text", { self: self_repaired, lost: not_worth, spent: yuan(spent) })}</p>
        </div>
      </section>
      {belongs && (
        <Button className="mx-4 self-start md:mx-0" onClick={() => setBringing(true)}>
          {t("gadget.bring")}
        </Button>
      )}
      {gadgets.length === 0 && <NothingHere text={t("gadget.none")} />}
      {gadgets.map((gadget) => (
        <One key={gadget.gadget_id} circle={circle} gadget={gadget} />
      ))}
      <LoadMore has={found.hasNextPage} busy={found.isFetchingNextPage} failed={found.isFetchNextPageError} onMore={() => void found.fetchNextPage()} />
      {bringing && <Bring circle={circle} onClose={() => setBringing(false)} />}
    </>
  );
}

/** 60.00 is 60; 12.50 stays. */
function typed(amount: string): string {
  return amount.replace(/\.00$/, "");
}

/** The same for the eye: 1250.00 is 1,250. */
function yuan(amount: string): string {
  return grouped(typed(amount));
}

function useRange() {
  const t = useT();
  return (low: string, high: string) => (low === high ? t("gadget.amount", { amount: yuan(low) }) : t("gadget.range", { low: yuan(low), high: yuan(high) }));
}

function One({ circle, gadget }: { circle: Circle; gadget: Gadget }) {
  const t = useT();
  const range = useRange();
  const { belongs, helps } = standingIn(circle);
  const [open, setOpen] = useState<"guess" | "diagnose" | "end" | null>(null);
  const [talking, setTalking] = useState(false);
  const done = gadget.state === "done";
  const path = { circle_id: circle.circle_id, gadget_id: gadget.gadget_id };
  const listId = `bench-${gadget.gadget_id}`;
  const close = () => setOpen(null);
  const guessed = gadget.guesses.some((one) => one.mine);
  return (
    <article aria-label={gadget.device}>
      <Panel title={gadget.device}>
        <p className="mb-2 flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-muted">
          <span className={classes("rounded-full border px-2 py-0.5", gadget.outcome === null || gadget.outcome === "not_worth" ? "border-line" : "border-brand text-brand")}>
            {t(gadget.outcome === null ? `gadget.state_${gadget.state === "waiting" ? "waiting" : "diagnosed"}` : `gadget.${gadget.outcome}`)}
          </span>
          <PersonName person={gadget.account} />
          <Time at={gadget.created_at} />
        </p>
        <p className="break-words whitespace-pre-line">{gadget.symptom}</p>
        <OpenPhotos photos={gadget.photos} alt={t("gadget.photo_of", { name: gadget.device })} />
        {(gadget.quote_low !== null || gadget.cost !== null) && (
          <dl className="mt-3 flex flex-wrap gap-x-8 gap-y-1 tabular-nums">
            {gadget.quote_low !== null && gadget.quote_high !== null && (
              <div>
                <dt className="text-sm text-muted">{t("gadget.quote")}</dt>
                <dd className="text-lg font-bold">{range(gadget.quote_low, gadget.quote_high)}</dd>
              </div>
            )}
            {gadget.cost !== null && (
              <div>
                <dt className="text-sm text-muted">{t("gadget.cost")}</dt>
                <dd className="text-lg font-bold">{t("gadget.amount", { amount: yuan(gadget.cost) })}</dd>
              </div>
            )}
          </dl>
        )}
        {gadget.guesses.length > 0 && (
          <>
            <h3 className="mt-3 text-sm font-semibold">{t("gadget.guesses")}</h3>
            <ul className="flex flex-col divide-y divide-line">
              {gadget.guesses.map((guess) => (
                <Guessed key={guess.guess_id} circle={circle} gadget={gadget} guess={guess} />
              ))}
            </ul>
          </>
        )}
        <div className="mt-2 flex flex-wrap gap-2">
          {belongs && gadget.state === "waiting" && (
            <Button look="line" size="s" className="min-h-11" onClick={() => setOpen("guess")}>
              {guessed ? t("gadget.guess_again") : t("gadget.guess")}
            </Button>
          )}
          {helps && belongs && !done && (
            <Button look="soft" size="s" className="min-h-11" onClick={() => setOpen("diagnose")}>
              {t("gadget.diagnose")}
            </Button>
          )}
          {belongs && !done && (gadget.mine || helps) && (
            <Button look="line" size="s" className="min-h-11" onClick={() => setOpen("end")}>
              {t("gadget.end")}
            </Button>
          )}
          <Button look="ghost" size="s" className="min-h-11 text-brand" aria-expanded={talking} aria-controls={listId} onClick={() => setTalking(!talking)}>
            {gadget.remark_count > 0 ? t("gadget.remarks", { count: gadget.remark_count }) : t("gadget.talk")}
          </Button>
          <Report circle={circle} subjectId={gadget.gadget_id} mine={gadget.mine} label={t("tool.report_named", { name: gadget.device })} word={t("tool.report")} />
          <Remove
            circle={circle}
            tool="gadget"
            mine={gadget.mine}
            label={t("gadget.remove_named", { name: gadget.device })}
            word={t("tool.remove")}
            onRemove={(reason) => removeGadget({ path, query: { reason } })}
          />
        </div>
        <div id={listId}>
          {talking && (
            <div className="mt-3 border-l-2 border-line pl-4">
              <Remarks circle={circle} tool="gadget" subjectId={gadget.gadget_id} none={t("gadget.quiet")} labelOf={(label) => (LABELS[label] === undefined ? label : t(LABELS[label]))} />
              {belongs && <Say circle={circle} tool="gadget" label={t("gadget.say")} hint={t("gadget.say_hint")} send={t("gadget.send")} onSay={(body, headers) => talkAtBench({ path, body, headers })} />}
            </div>
          )}
        </div>
        {open === "guess" && <MakeGuess circle={circle} gadget={gadget} onClose={close} />}
        {open === "diagnose" && <Diagnose circle={circle} gadget={gadget} onClose={close} />}
        {open === "end" && <End circle={circle} gadget={gadget} onClose={close} />}
      </Panel>
    </article>
  );
}

function Guessed({ circle, gadget, guess }: { circle: Circle; gadget: Gadget; guess: Guess }) {
  const t = useT();
  const range = useRange();
  const path = { circle_id: circle.circle_id, gadget_id: gadget.gadget_id, guess_id: guess.guess_id };
  return (
    <li className={classes("flex items-start gap-2 py-2", guess.is_hit && "-mx-2 rounded-small bg-tint px-2")}>
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2">
          <span className="font-semibold tabular-nums">{range(guess.low, guess.high)}</span>
          <PersonName person={guess.account} className="text-sm font-normal text-muted" />
          {guess.is_hit && (
            <span className="inline-flex items-center gap-1 text-sm text-brand">
              <Check size={14} aria-hidden="true" />
              {t("gadget.hit")}
            </span>
          )}
        </p>
        {guess.cause !== "" && <p className="break-words whitespace-pre-line">{guess.cause}</p>}
      </div>
      <Report circle={circle} subjectId={guess.guess_id} mine={guess.mine} label={t("tool.report_remark", { name: guess.account.name })} />
      {(!guess.mine || gadget.state === "waiting") && (
        <Remove circle={circle} tool="gadget" mine={guess.mine} label={t("gadget.guess_remove", { name: guess.account.name })} onRemove={(reason) => removeGuess({ path, query: { reason } })} />
      )}
    </li>
  );
}

/** Two whole amounts, the lower first; null while they are none. */
function rangeOf(low: string, high: string): { low: number; high: number } | null {
  if (!/^\d{1,6}$/.test(low) || !/^\d{0,6}$/.test(high)) return null;
  const [from, to] = [Number(low), high === "" ? Number(low) : Number(high)];
  return from <= to && to <= 100_000 ? { low: from, high: to } : null;
}

type RangeProps = { low: string; high: string; onChange: (low: string, high: string) => void };

function RangeFields({ low, high, onChange }: RangeProps) {
  const t = useT();
  return (
    <div className="grid grid-cols-2 gap-3">
      <Field label={t("gadget.low")} inputMode="numeric" maxLength={6} value={low} onChange={(event) => onChange(event.target.value.trim(), high)} />
      <Field label={t("gadget.high")} inputMode="numeric" maxLength={6} value={high} onChange={(event) => onChange(low, event.target.value.trim())} />
    </div>
  );
}

function MakeGuess({ circle, gadget, onClose }: { circle: Circle; gadget: Gadget; onClose: () => void }) {
  const t = useT();
  const mine = gadget.guesses.find((one) => one.mine);
  const [low, setLow] = useState(mine === undefined ? "" : typed(mine.low));
  const [high, setHigh] = useState(mine === undefined ? "" : typed(mine.high));
  const [cause, setCause] = useState(mine?.cause ?? "");
  const range = rangeOf(low, high);
  const path = { circle_id: circle.circle_id, gadget_id: gadget.gadget_id };
  const guess = useAct(circle, "gadget", (said: { low: number; high: number }) => guessPrice({ path, body: { ...said, cause } }), onClose);
  return (
    <Dialog
      title={t("gadget.guess_named", { name: gadget.device })}
      description={t("gadget.guess_text")}
      onClose={onClose}
      footer={
        <Button busy={guess.isPending} disabled={range === null} onClick={() => range !== null && guess.mutate(range)}>
          {t("gadget.guess_send")}
        </Button>
      }
    >
      <RangeFields
        low={low}
        high={high}
        onChange={(from, to) => {
          setLow(from);
          setHigh(to);
        }}
      />
      <TextArea label={t("gadget.cause")} hint={t("gadget.cause_hint")} maxLength={200} rows={2} value={cause} onChange={(event) => setCause(event.target.value)} />
    </Dialog>
  );
}

function Diagnose({ circle, gadget, onClose }: { circle: Circle; gadget: Gadget; onClose: () => void }) {
  const t = useT();
  const [text, setText] = useState("");
  const [low, setLow] = useState("");
  const [high, setHigh] = useState("");
  const range = rangeOf(low, high);
  const headers = useSendKey(text, low, high);
  const path = { circle_id: circle.circle_id, gadget_id: gadget.gadget_id };
  const diagnose = useAct(circle, "gadget", (said: { low: number; high: number }) => diagnoseGadget({ path, body: { ...said, text }, headers }), onClose);
  return (
    <Dialog
      title={t("gadget.diagnose_named", { name: gadget.device })}
      description={t("gadget.diagnose_text")}
      onClose={onClose}
      footer={
        <Button busy={diagnose.isPending} disabled={range === null || text.trim() === ""} onClick={() => range !== null && diagnose.mutate(range)}>
          {t("gadget.diagnose_send")}
        </Button>
      }
    >
      <TextArea label={t("gadget.what")} maxLength={1000} rows={3} value={text} onChange={(event) => setText(event.target.value)} />
      <RangeFields
        low={low}
        high={high}
        onChange={(from, to) => {
          setLow(from);
          setHigh(to);
        }}
      />
    </Dialog>
  );
}

function End({ circle, gadget, onClose }: { circle: Circle; gadget: Gadget; onClose: () => void }) {
  const t = useT();
  const [outcome, setOutcome] = useState<Outcome>("repaired");
  const [cost, setCost] = useState("");
  const [note, setNote] = useState("");
  const path = { circle_id: circle.circle_id, gadget_id: gadget.gadget_id };
  const end = useAct(circle, "gadget", () => endGadget({ path, body: { outcome, cost: outcome === "not_worth" ? "" : cost.trim(), note } }), onClose);
  return (
    <Dialog
      title={t("gadget.end_named", { name: gadget.device })}
      onClose={onClose}
      footer={
        <Button busy={end.isPending} onClick={() => end.mutate()}>
          {t("gadget.end_send")}
        </Button>
      }
    >
      <Choices legend={t("gadget.how")} name="outcome" value={outcome} choices={OUTCOMES.map((one) => ({ value: one, label: t(`gadget.${one}`) }))} onChoose={setOutcome} />
      {outcome !== "not_worth" && (
        <Field label={t("gadget.cost")} hint={t("gadget.cost_hint")} inputMode="decimal" maxLength={9} value={cost} onChange={(event) => setCost(event.target.value)} />
      )}
      <TextArea label={t("gadget.note")} hint={t("gadget.note_hint")} maxLength={1000} rows={2} value={note} onChange={(event) => setNote(event.target.value)} />
    </Dialog>
  );
}

function Bring({ circle, onClose }: { circle: Circle; onClose: () => void }) {
  const t = useT();
  const [draft, setDraft] = useState({ device: "", symptom: "" });
  const set = (change: Partial<typeof draft>) => setDraft({ ...draft, ...change });
  const uploads = useUploads("post");
  const media_ids = arrivedIds(uploads);
  const headers = useSendKey(draft, media_ids);
  const bring = useAct(circle, "gadget", () => bringGadget({ path: { circle_id: circle.circle_id }, body: { ...draft, media_ids }, headers }), onClose);
  return (
    <Dialog
      title={t("gadget.bring")}
      description={t("gadget.bring_text")}
      onClose={onClose}
      footer={
        <Button busy={bring.isPending} disabled={draft.device.trim() === "" || draft.symptom.trim() === "" || isWaiting(uploads)} onClick={() => bring.mutate()}>
          {t("gadget.bring_send")}
        </Button>
      }
    >
      <Field label={t("gadget.device")} hint={t("gadget.device_hint")} maxLength={60} value={draft.device} onChange={(event) => set({ device: event.target.value })} />
      <TextArea label={t("gadget.symptom")} hint={t("gadget.symptom_hint")} maxLength={500} rows={3} value={draft.symptom} onChange={(event) => set({ symptom: event.target.value })} />
      <Photos uploads={uploads} label={t("tool.photo_add")} most={4} />
    </Dialog>
  );
}
