import { isRefusal } from "@tonghao/api";
import { Button, buttonClasses, EmptyState } from "@tonghao/ui";
import { Link, useRouter } from "@tanstack/react-router";
import { sentenceOf } from "../cache.ts";
import { useT } from "../text.ts";
import { PageTitle } from "./Page.tsx";

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

/** What stands instead of content that could not be fetched. A missing one is nowhere, the rest can be tried again. */
export function Failed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const t = useT();
  if (isRefusal(error) && error.status === 404) {
    return (
      <EmptyState
        title={t("nowhere.title")}
        action={
          <Link to="/discover" className={buttonClasses("line")}>
            {t("circles.discover")}
          </Link>
        }
      >
        {t("nowhere.text")}
      </EmptyState>
    );
  }
  return (
    <EmptyState title={t("failed.title")} action={<Button onClick={onRetry}>{t("ui.retry")}</Button>}>
      {sentenceOf(error)}
    </EmptyState>
  );
}
