import type { Case, Finding } from "@tonghao/api";
import { SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { Panel } from "../shell/Page.tsx";
import { type ConsoleKey, useT } from "../text.ts";
import { Severity } from "./chips.tsx";
import { piecesOf } from "./marks.ts";
import { useCategories } from "./queries.ts";
import { CoveredPhotos } from "./CoveredPhotos.tsx";

/** What was to be seen when the case was opened, with what the machine found marked in it. */
export function Seen({ kept }: { kept: Case }) {
  const t = useT();
  const { snapshot } = kept;
  const findings = kept.verdict?.findings ?? [];
  const [view, setView] = useState<"source" | "rendered">("source");
  const photos = snapshot.avatar !== null && kept.subject_kind === "account" ? [{ owner_id: kept.author.account_id, media_id: snapshot.avatar, alt: t("case.avatar") }] : snapshot.photos;
  return (
    <Panel
      title={t("case.seen")}
      text={t("case.seen_text")}
      action={
        snapshot.html !== "" && (
          <SegmentedControl
            size="xs"
            aria-label={t("case.view")}
            value={view}
            onChange={(wanted) => setView(wanted === "rendered" ? "rendered" : "source")}
            data={[
              { value: "source", label: t("case.source") },
              { value: "rendered", label: t("case.rendered") },
            ]}
          />
        )
      }
    >
      {(kept.subject_kind === "account" || kept.subject_kind === "circle") && (
        <p className="text-lg font-semibold">
          {snapshot.name}
          {kept.subject_kind === "account" && <span className="ml-2 text-base font-normal text-muted">@{snapshot.handle}</span>}
        </p>
      )}
      {view === "rendered" && snapshot.html !== "" ? (
        // The server made it from the source and lets no script or style through.
        <div className="prose text-lg" dangerouslySetInnerHTML={{ __html: snapshot.html }} />
      ) : (
        <Marked text={snapshot.text} findings={findings} hasPhotos={photos.length > 0} />
      )}
      {photos.length > 0 && <CoveredPhotos photos={photos} />}
      {findings.length > 0 && <Findings kept={kept} findings={findings} />}
    </Panel>
  );
}

function Marked({ text, findings, hasPhotos }: { text: string; findings: Finding[]; hasPhotos: boolean }) {
  const t = useT();
  const { nameOf } = useCategories();
  if (text === "") return <p className="text-muted">{t(hasPhotos ? "case.no_text" : "case.nothing")}</p>;
  return (
    <p className="text-lg whitespace-pre-wrap">
      {piecesOf(text, findings).map((piece, at) =>
        piece.findings.length === 0 ? (
          <span key={at}>{piece.text}</span>
        ) : (
          <mark
            key={at}
            title={piece.findings.map((finding) => nameOf(finding.category)).join(" · ")}
            className="rounded-sm border-b-2 border-accent bg-accent-tint px-0.5 text-ink"
          >
            {piece.text}
          </mark>
        ),
      )}
    </p>
  );
}

const STAGES: Record<string, ConsoleKey> = { lexicon: "case.stage_lexicon", model: "case.stage_model", photo: "case.stage_photo", code: "case.stage_code", bank: "case.stage_bank", behaviour: "case.stage_behaviour" };

/** What somebody did, beside what the words say; the source ends with what it was and its figures. */
function Done({ source }: { source: string }) {
  const t = useT();
  const [, what, own = "", places = "", authors = ""] = source.split("/");
  if (what === "same_text") return <span>{t("case.same_text", { own, places, authors })}</span>;
  return <span>{t(what === "new_account" ? "case.new_account" : "case.takes_tips")}</span>;
}

function Findings({ kept, findings }: { kept: Case; findings: Finding[] }) {
  const t = useT();
  const { nameOf } = useCategories();
  const letters = Array.from(kept.snapshot.text);
  return (
    <section className="mt-1 border-t border-line pt-3">
      <h3 className="mb-2 font-semibold">{t("case.findings")}</h3>
      <ul className="flex flex-col gap-2">
        {findings.map((finding, at) => {
          const stage = STAGES[finding.stage];
          const words = finding.span === null ? "" : letters.slice(finding.span[0], finding.span[1]).join("");
          return (
            <li key={at} className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
              <Severity level={finding.severity} />
              <span className="font-medium">{nameOf(finding.category)}</span>
              <span className="min-w-0 break-all">
                {finding.said != null && (
                  <>
                    <span className="text-muted">{t("case.code_said")}</span> <q data-testid="code-said">{finding.said}</q>
                  </>
                )}
                {finding.said == null && finding.stage === "behaviour" && <Done source={finding.source} />}
                {finding.said == null && finding.stage !== "behaviour" && (words === "" ? <span className="text-muted">{t("case.whole")}</span> : <q>{words}</q>)}
              </span>
              <span className="figures text-sm text-muted">
                {stage === undefined ? finding.stage : t(stage)} · {t("case.finding_sure", { percent: Math.round(finding.score * 100) })}
              </span>
            </li>
          );
        })}
      </ul>
      {kept.verdict !== null && (
        <p className="mt-2 text-sm text-muted">{t("case.versions", { policy: kept.verdict.policy_version, model: kept.verdict.model_version })}</p>
      )}
    </section>
  );
}
