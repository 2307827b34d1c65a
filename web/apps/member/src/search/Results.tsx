import type { Names } from "@tonghao/api";
import { EmptyState, PostSkeleton } from "@tonghao/ui";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { CircleTile } from "../circles/CircleTile.tsx";
import { LoadMore } from "../shell/LoadMore.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { Panel } from "../shell/Page.tsx";
import { PersonRow } from "../shell/Person.tsx";
import { useT } from "../text.ts";
import { HitRow } from "./HitRow.tsx";
import { type Asked, type Kind, namesQuery, textsQuery } from "./queries.ts";

// Above the texts only the likeliest names.
const FEW = 3;

type ResultsProps = { asked: Asked; onAsk: (words: string) => void; onKind: (kind: Kind) => void };

/** What was found, of the kind that is wanted; above texts of all kinds stand the likeliest names. */
export function Results({ asked, onAsk, onKind }: ResultsProps) {
  const kind = asked.kind ?? "all";
  if (kind === "circles" || kind === "people") return <NamesOnly asked={asked} kind={kind} onAsk={onAsk} />;
  return (
    <>
      {kind === "all" && asked.circle === undefined && <FewNames asked={asked} onAsk={onAsk} onKind={onKind} />}
      <Texts asked={asked} />
    </>
  );
}

function Texts({ asked }: { asked: Asked }) {
  const t = useT();
  const texts = useInfiniteQuery(textsQuery(asked));
  const hits = texts.data?.pages.flatMap((page) => page.entries) ?? [];
  if (texts.isPending) return <PostSkeleton label={t("ui.loading")} />;
  if (texts.isError) return <Failed error={texts.error} onRetry={() => void texts.refetch()} />;
  if (hits.length === 0 && !texts.hasNextPage) return <EmptyState title={t("search.nothing")}>{t("search.nothing_text")}</EmptyState>;
  return (
    <>
      {texts.data.pages[0]?.loosened === true && <p className="mx-4 mb-3 rounded-small bg-amber-tint px-3 py-2 text-sm md:mx-0">{t("search.loosened")}</p>}
      <ul className="divide-y divide-line border-line bg-surface max-md:border-y md:overflow-clip md:rounded-card md:border">
        {hits.map((hit) => (
          <li key={hit.comment_id ?? hit.post_id}>
            <HitRow hit={hit} />
          </li>
        ))}
      </ul>
      <LoadMore has={texts.hasNextPage} busy={texts.isFetchingNextPage} onMore={() => void texts.fetchNextPage()} />
    </>
  );
}

function Meant({ names, onAsk }: { names: Names; onAsk: (words: string) => void }) {
  const t = useT();
  const { did_you_mean: meant } = names;
  if (meant === null || meant === undefined) return null;
  return (
    <p className="flex flex-wrap items-center gap-x-2 px-4 md:px-0">
      {t("search.meant")}
      <button type="button" className="min-h-11 cursor-pointer font-semibold text-brand hover:underline" onClick={() => onAsk(meant)}>
        {meant}
      </button>
    </p>
  );
}

function FewNames({ asked, onAsk, onKind }: ResultsProps) {
  const t = useT();
  const names = useQuery(namesQuery(asked.q ?? ""));
  // The texts say what is wrong with a question; twice would be once too often.
  if (names.data === undefined) return null;
  const { circles, people } = names.data;
  const all = (kind: "circles" | "people") => (
    <button type="button" className="min-h-11 cursor-pointer px-1 text-sm text-brand hover:underline" onClick={() => onKind(kind)}>
      {t("search.more_kind", { kind: t(`search.kind_${kind}`).toLowerCase() })}
    </button>
  );
  return (
    <div className="mb-4 flex flex-col gap-4">
      <Meant names={names.data} onAsk={onAsk} />
      {circles.length > 0 && (
        <Panel title={t("search.kind_circles")} action={circles.length > FEW && all("circles")}>
          <List>
            {circles.slice(0, FEW).map((circle) => (
              <li key={circle.circle_id}>
                <CircleTile circle={circle} />
              </li>
            ))}
          </List>
        </Panel>
      )}
      {people.length > 0 && (
        <Panel title={t("search.kind_people")} action={people.length > FEW && all("people")}>
          <List>
            {people.slice(0, FEW).map((person) => (
              <li key={person.account_id}>
                <PersonRow person={person} below={`@${person.handle}`} />
              </li>
            ))}
          </List>
        </Panel>
      )}
    </div>
  );
}

const List = ({ children }: { children: ReactNode }) => <ul className="flex flex-col gap-4">{children}</ul>;

function NamesOnly({ asked, kind, onAsk }: { asked: Asked; kind: "circles" | "people"; onAsk: (words: string) => void }) {
  const t = useT();
  const names = useQuery(namesQuery(asked.q ?? ""));
  if (names.isPending) return <PostSkeleton label={t("ui.loading")} />;
  if (names.isError) return <Failed error={names.error} onRetry={() => void names.refetch()} />;
  if (names.data[kind].length === 0) {
    return <EmptyState title={t("search.nothing")}>{t(kind === "people" ? "search.nothing_people" : "search.nothing_text")}</EmptyState>;
  }
  return (
    <div className="flex flex-col gap-3">
      <Meant names={names.data} onAsk={onAsk} />
      <Panel>
        <List>
          {kind === "circles"
            ? names.data.circles.map((circle) => (
                <li key={circle.circle_id}>
                  <CircleTile circle={circle} />
                </li>
              ))
            : names.data.people.map((person) => (
                <li key={person.account_id}>
                  <PersonRow person={person} below={`@${person.handle}`} />
                </li>
              ))}
        </List>
      </Panel>
    </div>
  );
}
