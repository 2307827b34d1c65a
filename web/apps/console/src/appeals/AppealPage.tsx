import { type AppealFile, decideAppeal, isRefusal } from "@tonghao/api";
import { Alert, Button, SegmentedControl, Textarea } from "@mantine/core";
import { Time, toast, useFullTime } from "@tonghao/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import { type FormEvent, useState } from "react";
import { cache, sentenceOf } from "../cache.ts";
import { CoveredPhotos } from "../moderation/CoveredPhotos.tsx";
import { DueClock } from "../moderation/DueClock.tsx";
import { useCategories } from "../moderation/queries.ts";
import { Seen } from "../moderation/Seen.tsx";
import { useSendKey } from "../sendKey.ts";
import { Failed } from "../shell/Nowhere.tsx";
import { Page, Panel, Waiting } from "../shell/Page.tsx";
import { Person } from "../shell/Person.tsx";
import { useT } from "../text.ts";
import { actKey, appealQuery } from "./queries.ts";

const route = getRouteApi("/inside/appeals/$appealId");

/** What was decided first and why, what the appeal says, what was to be seen, and the answer. */
export function AppealPage() {
  const t = useT();
  const { appealId } = route.useParams();
  const one = useQuery(appealQuery(appealId));
  if (one.data === undefined) {
    return <Page title={t("appeals.title")}>{one.isError ? <Failed error={one.error} onRetry={() => void one.refetch()} /> : <Waiting height={480} />}</Page>;
  }
  const file = one.data;
  return (
    <Page
      key={appealId}
      title={`${t("appeals.title")} · ${t(actKey(file))}`}
      lead={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span>{t(`appeal.party_${file.party}`)}</span>
          <DueClock row={{ opened_at: file.filed_at, due_at: file.due_at, closed_at: file.ended_at }} />
          <span className="mono">{file.number}</span>
        </span>
      }
      action={
        <Button variant="default" h={40} component={Link} to="/appeals" leftSection={<ArrowLeft size={18} aria-hidden="true" />}>
          {t("appeals.back")}
        </Button>
      }
    >
      <div className="grid items-start gap-5 desk:grid-cols-[minmax(0,1fr)_23rem]">
        <div className="flex min-w-0 flex-col gap-5">
          <Panel title={t("appeal.said")}>
            <p className="break-words whitespace-pre-line">{file.text}</p>
            <p className="mt-2 flex flex-wrap items-center gap-x-3 text-sm text-muted">
              {file.appellant !== null ? <Person person={file.appellant} size={28} className="text-ink" /> : <span>{t("appeal.reporter")}</span>}
              <Time at={file.filed_at} />
            </p>
          </Panel>
          <First file={file} />
          {file.case !== null && <Seen kept={file.case} />}
          {file.removed !== null && (
            <Panel title={t("appeal.removed_by_circle")}>
              <p className="break-words whitespace-pre-line">{file.removed.text}</p>
              {file.removed.photos.length > 0 && <CoveredPhotos photos={file.removed.photos} />}
            </Panel>
          )}
        </div>
        <Panel title={t("appeal.decide")}>
          {file.state === "open" ? file.may_decide ? <Decide file={file} /> : <Alert color="gray" role="note">{t(file.can_be_decided ? "appeal.barred" : "appeal.nobody_can")}</Alert> : <Ended file={file} />}
        </Panel>
      </div>
    </Page>
  );
}

function First({ file }: { file: AppealFile }) {
  const t = useT();
  const full = useFullTime();
  const { nameOf } = useCategories();
  return (
    <Panel title={t("appeal.first")}>
      {file.first === null ? (
        <p>{t("appeal.by_machine")}</p>
      ) : (
        <>
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
            {file.first.by !== null ? <Person person={file.first.by} size={28} className="font-medium" /> : <span>{t("appeal.by_rule")}</span>}
            <span>
              {t(actKey(file))}
              {file.first.category !== "" && ` · ${nameOf(file.first.category)}`}
            </span>
            <span className="ml-auto text-sm text-muted">{full(file.first.at)}</span>
          </p>
          <p className="mt-1 break-words">{file.first.note}</p>
        </>
      )}
      {file.case_id !== null && (
        <Link to="/cases/$caseId" params={{ caseId: file.case_id }} className="inline-link mt-2 inline-block">
          {t("appeal.case")}
        </Link>
      )}
    </Panel>
  );
}

function Ended({ file }: { file: AppealFile }) {
  const t = useT();
  return (
    <div className="flex flex-col gap-2">
      <p className="font-medium">{t(`appeal.state_${file.state}`)}</p>
      {file.decided_by !== null && <Person person={file.decided_by} size={28} />}
      {file.answer !== "" && <p className="w-full rounded-small bg-raised px-3 py-2 break-words">{file.answer}</p>}
      {file.ended_at !== null && <Time at={file.ended_at} className="text-sm text-muted" />}
    </div>
  );
}

type Outcome = "upheld" | "overturned";

function Decide({ file }: { file: AppealFile }) {
  const t = useT();
  const [outcome, setOutcome] = useState<Outcome>("upheld");
  const [answer, setAnswer] = useState("");
  const headers = useSendKey(file.appeal_id, outcome, answer);
  const decide = useMutation({
    mutationFn: () => decideAppeal({ path: { appeal_id: file.appeal_id }, body: { outcome, answer: answer.trim(), category: null }, headers }),
    onSuccess: (answered) => {
      cache.setQueryData(appealQuery(file.appeal_id).queryKey, answered);
      for (const key of ["appeals", "appeal-figures", "overview", "cases", "case"]) void cache.invalidateQueries({ queryKey: [key] });
      toast(t(answered.state === "open" ? "appeal.waits_second" : "appeal.done"));
    },
    onError: (error) => {
      if (isRefusal(error)) void cache.invalidateQueries({ queryKey: appealQuery(file.appeal_id).queryKey });
    },
    meta: { quiet: true },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    decide.mutate();
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <SegmentedControl
        fullWidth
        aria-label={t("appeal.outcome")}
        value={outcome}
        onChange={(wanted) => setOutcome(wanted === "overturned" ? "overturned" : "upheld")}
        data={[
          { value: "upheld", label: t("appeal.upheld") },
          { value: "overturned", label: t("appeal.overturned") },
        ]}
      />
      <Textarea
        label={t("appeal.answer")}
        description={t("appeal.answer_hint")}
        required
        rows={4}
        maxLength={500}
        value={answer}
        onChange={(event) => setAnswer(event.currentTarget.value)}
      />
      {decide.isError && (
        <Alert color="red" role="alert">
          {sentenceOf(decide.error)}
        </Alert>
      )}
      <Button type="submit" h={44} color={outcome === "overturned" ? "red" : undefined} loading={decide.isPending} disabled={answer.trim() === ""}>
        {t(`appeal.do_${outcome}`)}
      </Button>
    </form>
  );
}
