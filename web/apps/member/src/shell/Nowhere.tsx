import { isRefusal } from "@tonghao/api";
import { Button, buttonClasses, EmptyState } from "@tonghao/ui";
import { Link, useRouter } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { sentenceOf } from "../cache.ts";
import { type MemberKey, useT } from "../text.ts";
import { Header } from "./Header.tsx";
import { PageTitle } from "./Page.tsx";

/** Outside every frame: the bar at the top stays, so that one finds the way. */
export function NowhereAtAll() {
  return (
    <div className="min-h-dvh">
      <Header />
      <Nowhere />
    </div>
  );
}

/** There is nothing at this address, or nothing for this viewer. */
export function Nowhere() {
  const t = useT();
  return (
    <main id="content" className="min-w-0">
      <PageTitle className="sr-only">{t("nowhere.title")}</PageTitle>
      <EmptyState
        title={t("nowhere.title")}
        action={
          <Link to="/" className={buttonClasses("primary")}>
            {t("nowhere.home")}
          </Link>
        }
      >
        {t("nowhere.text")}
      </EmptyState>
    </main>
  );
}

/** A page that broke while it was drawn. */
export function Crash({ error }: { error: unknown }) {
  const t = useT();
  const router = useRouter();
  return (
    <main id="content" className="min-w-0">
      <PageTitle className="sr-only">{t("crash.title")}</PageTitle>
      <EmptyState title={t("crash.title")} action={<Button onClick={() => void router.invalidate()}>{t("ui.retry")}</Button>}>
        {isRefusal(error) ? sentenceOf(error) : t("crash.text")}
      </EmptyState>
    </main>
  );
}

function titleOf(error: unknown): MemberKey {
  if (!isRefusal(error)) return "failed.title";
  if (error.status === 0) return "failed.offline";
  if (error.status === 403) return "failed.closed";
  if (error.status === 410) return "failed.gone";
  if (error.status === 429) return "failed.many";
  return error.status >= 500 ? "failed.server" : "failed.title";
}

/** Counts down to zero. */
function useSeconds(from: number): number {
  const [left, setLeft] = useState(from);
  useEffect(() => {
    if (left <= 0) return undefined;
    const timer = setTimeout(() => setLeft(left - 1), 1000);
    return () => clearTimeout(timer);
  }, [left]);
  return left;
}

/** What stands instead of content that could not be fetched: what happened, and what to do. */
export function Failed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const t = useT();
  const status = isRefusal(error) ? error.status : -1;
  const wait = isRefusal(error) ? Number(error.details["retry_after_seconds"] ?? 0) : 0;
  const left = useSeconds(wait);
  // No second try brings back what is not there or not for this reader.
  const final = status === 403 || status === 404 || status === 410;
  return (
    <EmptyState
      title={t(status === 404 ? "nowhere.title" : titleOf(error))}
      action={
        final ? (
          <Link to="/discover" className={buttonClasses("line")}>
            {t("circles.discover")}
          </Link>
        ) : (
          <Button disabled={left > 0} onClick={onRetry}>
            {left > 0 ? t("failed.wait", { count: left }) : t("ui.retry")}
          </Button>
        )
      }
    >
      {status === 404 ? t("nowhere.text") : sentenceOf(error)}
    </EmptyState>
  );
}
