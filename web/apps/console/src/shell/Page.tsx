import { Skeleton } from "@mantine/core";
import { classes } from "@tonghao/ui";
import { type ReactNode, useEffect, useRef } from "react";
import { useSite } from "../accounts/session.ts";
import { useT } from "../text.ts";

// The first page of a visit keeps the browser's own focus; later ones take it to their heading.
let visited = false;

/** The one h1 of a page. It names the document and takes the focus when one comes from another page. */
export function PageTitle({ children, className }: { children: string; className?: string }) {
  const t = useT();
  const { name } = useSite();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${children} · ${name} ${t("console.title")}`;
  }, [children, name, t]);
  useEffect(() => {
    if (visited) heading.current?.focus({ preventScroll: true });
    visited = true;
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1} className={className ?? "text-2xl font-bold tracking-tight"}>
      {children}
    </h1>
  );
}

type PageProps = { title: string; lead?: ReactNode; action?: ReactNode; children: ReactNode };

/** The content beside the navigation. */
export function Page({ title, lead, action, children }: PageProps) {
  return (
    <main id="content" className="mx-auto flex w-full max-w-[78rem] min-w-0 flex-col gap-5 px-4 pt-5 pb-16 wide:px-8 wide:pt-8">
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div className="flex min-w-0 flex-col gap-1">
          <PageTitle>{title}</PageTitle>
          {lead !== undefined && <div className="text-muted">{lead}</div>}
        </div>
        {action}
      </div>
      {children}
    </main>
  );
}

type PanelProps = { title: string; text?: ReactNode; action?: ReactNode; children: ReactNode; className?: string };

/** A part of a page: hairline, heading, content. */
export function Panel({ title, text, action, children, className }: PanelProps) {
  return (
    <section className={classes("panel flex min-w-0 flex-col gap-3 p-4 wide:p-5", className)}>
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 wide:flex-nowrap">
        <div className="min-w-0">
          <h2 className="font-semibold">{title}</h2>
          {text !== undefined && <p className="text-sm text-muted">{text}</p>}
        </div>
        {action !== undefined && <div className="shrink-0">{action}</div>}
      </div>
      {children}
    </section>
  );
}

/** While the code of a page, or its content, comes. */
export function PagePending() {
  return (
    <div className="mx-auto w-full max-w-[78rem] px-4 pt-8 wide:px-8">
      <Waiting />
    </div>
  );
}

export function Waiting({ height = 240 }: { height?: number }) {
  const t = useT();
  return (
    <div role="status">
      <span className="sr-only">{t("ui.loading")}</span>
      <Skeleton height={height} radius={16} />
    </div>
  );
}
