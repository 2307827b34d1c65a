import type { Circle, HouseVersion, Raisable } from "@tonghao/api";
import { useLocale } from "@tonghao/i18n";
import { Button, Dialog, Skeleton } from "@tonghao/ui";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { entriesOf, sentenceOf } from "../cache.ts";
import { useDates } from "../dates.ts";
import { LoadMore } from "../shell/LoadMore.tsx";
import { Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { houseQuery, houseVersionsQuery, linesOf } from "./house.ts";

/** What the circle asks beyond the platform's rules; nothing where it never asked anything. */
export default function HousePanel({ circle }: { circle: Circle }) {
  const t = useT();
  const { date } = useDates();
  const [open, setOpen] = useState(false);
  const { data } = useQuery(houseQuery(circle.circle_id));
  if (data === undefined || data.now.number === 0) return null;
  const { now, raisable } = data;
  return (
    <Panel title={t("house.title")}>
      <VersionLines version={now} raisable={raisable} text={t("house.text")} none={t("house.none")} />
      <div className="mt-3 flex flex-wrap items-center gap-x-3 text-xs text-muted">
        {now.at !== null &&
          (now.made_by === null
            ? t("house.by_log", { number: now.number, date: date(now.at) })
            : t("house.by", { number: now.number, name: now.made_by, date: date(now.at) }))}
        {now.number > 1 && (
          <button type="button" className="min-h-11 cursor-pointer text-brand underline-offset-4 hover:underline" onClick={() => setOpen(true)}>
            {t("house.versions")}
          </button>
        )}
      </div>
      {open && <HouseVersions circle={circle} raisable={raisable} onClose={() => setOpen(false)} />}
    </Panel>
  );
}

type LinesProps = { version: HouseVersion; raisable: Raisable[]; text?: string; none: string };

function VersionLines({ version, raisable, text, none }: LinesProps) {
  const t = useT();
  const locale = useLocale();
  const lines = linesOf(version.rules, raisable, locale, t);
  return (
    <>
      {lines.length === 0 ? <p className="text-sm text-muted">{none}</p> : text !== undefined && <p className="text-sm text-muted">{text}</p>}
      {lines.length > 0 && (
        <ul className="mt-2 flex list-disc flex-col gap-1 pl-5 break-words">
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      {version.reason !== "" && <p className="mt-2 text-sm break-words whitespace-pre-line">{t("house.reason", { reason: version.reason })}</p>}
    </>
  );
}

type VersionsProps = { circle: Circle; raisable: Raisable[]; onClose: () => void; onTake?: (version: HouseVersion) => void };

/** Every version; whoever sets the rules may take one up again. */
export function HouseVersions({ circle, raisable, onClose, onTake }: VersionsProps) {
  const t = useT();
  const { full } = useDates();
  const versions = useInfiniteQuery({ ...houseVersionsQuery(circle), staleTime: 0 });
  return (
    <Dialog title={t("house.versions")} onClose={onClose}>
      {versions.isPending && <Skeleton className="h-24 w-full" />}
      {versions.isError && <p role="alert">{sentenceOf(versions.error)}</p>}
      <ol className="flex flex-col gap-4">
        {entriesOf(versions.data).map((one) => (
          <li key={one.number} className="border-t border-line pt-3 first:border-t-0 first:pt-0">
            <p className="mb-1 text-sm text-muted">
              {one.made_by === null
                ? t("house.by_log", { number: one.number, date: full(one.at ?? "") })
                : t("house.by", { number: one.number, name: one.made_by, date: full(one.at ?? "") })}
            </p>
            <VersionLines version={one} raisable={raisable} none={t("house.empty_version")} />
            {onTake !== undefined && (
              <Button look="line" size="s" className="mt-2 min-h-11" onClick={() => onTake(one)}>
                {t("house.back")}
              </Button>
            )}
          </li>
        ))}
      </ol>
      <LoadMore has={versions.hasNextPage} busy={versions.isFetchingNextPage} onMore={() => void versions.fetchNextPage()} />
    </Dialog>
  );
}
