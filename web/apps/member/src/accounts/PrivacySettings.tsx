import { chooseFinding, type Me, unblock, unmuteInFeed } from "@tonghao/api";
import { Button, Choices, Skeleton } from "@tonghao/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { cache } from "../cache.ts";
import { mutesQuery } from "../feed/queries.ts";
import { Panel } from "../shell/Page.tsx";
import { PersonRow } from "../shell/Person.tsx";
import { useT, withWords } from "../text.ts";
import { MuteWords } from "./MuteWords.tsx";
import { blocksQuery } from "./queries.ts";
import { beSignedIn, useMe } from "./session.ts";

const TipChoicePanel = lazy(withWords(["tips"], async () => ({ default: (await import("../tips/TipSwitches.tsx")).TipChoicePanel })));

function readAgain(): void {
  for (const key of ["blocks", "mutes", "feed", "profile"]) void cache.invalidateQueries({ queryKey: [key] });
}

export function PrivacySettings() {
  const t = useT();
  const blocks = useQuery(blocksQuery);
  const mutes = useQuery(mutesQuery);
  const endBlock = useMutation({ mutationFn: (id: string) => unblock({ path: { account_id: id } }), onSuccess: readAgain });
  const endMute = useMutation({
    mutationFn: (path: { subject_kind: "circle" | "account"; subject_id: string }) => unmuteInFeed({ path }),
    onSuccess: readAgain,
  });
  return (
    <>
      <Finding />
      <MuteWords />
      <Suspense fallback={null}>
        <TipChoicePanel />
      </Suspense>
      <Panel title={t("privacy.blocks")}>
        {blocks.isPending && <Skeleton className="h-11 w-full" />}
        {blocks.data?.length === 0 && <p className="text-muted">{t("privacy.no_blocks")}</p>}
        <ul className="flex flex-col gap-3">
          {blocks.data?.map((person) => (
            <li key={person.account_id}>
              <PersonRow
                // Pictures of those whom one blocks are not handed out either.
                person={{ ...person, avatar: null }}
                below={`@${person.handle}`}
                end={
                  <Button look="line" size="s" className="min-h-11" onClick={() => endBlock.mutate(person.account_id)}>
                    {t("block.end")}
                  </Button>
                }
              />
            </li>
          ))}
        </ul>
      </Panel>
      <Panel title={t("privacy.mutes")}>
        {mutes.isPending && <Skeleton className="h-11 w-full" />}
        {mutes.data?.length === 0 && <p className="text-muted">{t("privacy.no_mutes")}</p>}
        <ul className="flex flex-col gap-3">
          {mutes.data?.map((mute) => (
            <li key={mute.subject_id} className="flex items-center justify-between gap-3">
              <span className="min-w-0">
                <span className="block font-medium">{mute.name}</span>
                <span className="text-sm text-muted">{mute.subject_kind === "circle" ? t("privacy.circle") : t("privacy.person")}</span>
              </span>
              <Button
                look="line"
                size="s"
                className="min-h-11"
                onClick={() => endMute.mutate({ subject_kind: mute.subject_kind, subject_id: mute.subject_id })}
              >
                {t("mute.end")}
              </Button>
            </li>
          ))}
        </ul>
      </Panel>
    </>
  );
}

type FoundBy = NonNullable<Me["found_by"]>;

const WAYS = ["name", "handle", "nobody"] as const satisfies FoundBy[];

/** Whether others who search find one. */
function Finding() {
  const t = useT();
  const me = useMe();
  const choose = useMutation({
    mutationFn: (found_by: FoundBy) => chooseFinding({ body: { found_by } }),
    onSuccess: beSignedIn,
  });
  return (
    <Panel>
      <Choices
        legend={t("privacy.found")}
        name="found_by"
        value={choose.isPending ? choose.variables : (me?.found_by ?? "handle")}
        onChoose={(way) => choose.mutate(way)}
        choices={WAYS.map((way) => ({ value: way, label: t(`privacy.found_${way}`), hint: t(`privacy.found_${way}_text`) }))}
      />
    </Panel>
  );
}
