import { PostSkeleton, Skeleton } from "@tonghao/ui";
import { type ReactNode, useEffect, useRef } from "react";
import { useSite } from "../accounts/session.ts";
import { useT } from "../text.ts";
import { showTable } from "./keys.ts";

// The first page of a visit keeps the browser's own focus; later ones take it to their heading.
let visited = false;

type TitleProps = { children: string; page?: string; className?: string };

/** The one h1 of a page. It names the document and takes the focus when one comes from another page. */
export function PageTitle({ children, page, className }: TitleProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { name } = useSite();
  const shown = page ?? children;
  useEffect(() => {
    document.title = shown === name ? name : `${shown} · ${name}`;
  }, [shown, name]);
  useEffect(() => {
    if (visited) heading.current?.focus({ preventScroll: true });
    visited = true;
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1} className={className ?? "text-xl font-bold"}>
      {children}
    </h1>
  );
}

type PageProps = {
  title: string;
  /** The document's title when it says more than the heading. */
  page?: string;
  /** The heading is for screen readers only, since the page shows it in its own way. */
  quietTitle?: boolean;
  action?: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
};

/** The middle column and the right one. */
export function Page({ title, page, quietTitle = false, action, aside, children }: PageProps) {
  return (
    <>
      <main id="content" className="min-w-0 pb-24 md:pt-4">
        <div className={quietTitle ? "sr-only" : "flex min-h-14 items-center justify-between gap-3 px-4 md:px-0"}>
          <PageTitle page={page}>{title}</PageTitle>
          {action}
        </div>
        {children}
      </main>
      <aside className="hidden min-w-0 xl:block">
        <div className="sticky top-14 flex flex-col gap-4 py-4">
          {aside}
          <Small />
        </div>
      </aside>
    </>
  );
}

/** The small print at the end of the right column. */
function Small() {
  const t = useT();
  const small = "cursor-pointer py-1 underline-offset-4 hover:text-ink hover:underline";
  return (
    <p className="flex flex-wrap gap-x-4 px-4 text-sm text-muted">
      <a href="/terms" className={small}>
        {t("shell.terms")}
      </a>
      <a href="/standard" className={small}>
        {t("standard.link")}
      </a>
      <a href="/first-moment" className={small}>
        {t("moments.link")}
      </a>
      <a href="/transparency" className={small}>
        {t("transparency.link")}
      </a>
      <button type="button" className={small} onClick={showTable}>
        {t("keys.title")}
      </button>
    </p>
  );
}

/** While the code of a page comes. */
export function PagePending() {
  const t = useT();
  return (
    <main id="content" className="min-w-0 md:pt-4">
      <Skeleton className="mx-4 my-4 h-6 w-32 md:mx-0" />
      <PostSkeleton label={t("ui.loading")} />
    </main>
  );
}

/** A part of the right column, or of a page: hairline, heading, content. */
export function Panel({ title, action, children, className }: { title?: string; action?: ReactNode; children: ReactNode; className?: string }) {
  return (
    <section className={`border-line bg-surface p-4 max-md:border-y md:rounded-card md:border ${className ?? ""}`}>
      {title !== undefined && (
        <div className="mb-3 flex items-center justify-between gap-2">
          <h2 className="font-semibold">{title}</h2>
          {action}
        </div>
      )}
      {children}
    </section>
  );
}
