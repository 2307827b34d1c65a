import { isRefusal } from "@tonghao/api";
import { Button } from "@mantine/core";
import { EmptyState } from "@tonghao/ui";
import { Link, useRouter } from "@tanstack/react-router";
import { sentenceOf } from "../cache.ts";
import { useT } from "../text.ts";
import { PageTitle } from "./Page.tsx";

/** There is nothing at this address. */
export function Nowhere() {
  const t = useT();
  return (
    <main id="content" className="mx-auto max-w-xl">
      <PageTitle className="sr-only">{t("nowhere.title")}</PageTitle>
      <EmptyState
        title={t("nowhere.title")}
        action={
          <Button component={Link} to="/" h={44}>
            {t("nowhere.home")}
          </Button>
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
    <main id="content" className="mx-auto max-w-xl">
      <PageTitle className="sr-only">{t("crash.title")}</PageTitle>
      <EmptyState
        title={t("crash.title")}
        action={
          <Button h={44} onClick={() => void router.invalidate()}>
            {t("ui.retry")}
          </Button>
        }
      >
        {isRefusal(error) ? sentenceOf(error) : t("crash.text")}
      </EmptyState>
    </main>
  );
}

/** What stands instead of content that could not be fetched. */
export function Failed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const t = useT();
  const missing = isRefusal(error) && error.status === 404;
  return (
    <EmptyState
      title={missing ? t("nowhere.title") : t("failed.title")}
      action={
        !missing && (
          <Button h={44} onClick={onRetry}>
            {t("ui.retry")}
          </Button>
        )
      }
    >
      {sentenceOf(error)}
    </EmptyState>
  );
}
