import { type Notification, readNotifications } from "@tonghao/api";
import { inLocale, type Locale, useLocale } from "@tonghao/i18n";
import { Button, classes, EmptyState, Rings, Skeleton, Time } from "@tonghao/ui";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useSignedIn } from "../accounts/session.ts";
import { targetOf } from "../appeals/target.ts";
import { MyCirclesPanel } from "../circles/MyCirclesPanel.tsx";
import { LoadMore } from "../shell/LoadMore.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { Page } from "../shell/Page.tsx";
import { useDates } from "../dates.ts";
import { PersonAvatar } from "../shell/Person.tsx";
import { useT } from "../text.ts";
import { HeldBar } from "./HeldBar.tsx";
import { hearNotifications } from "./live.ts";
import { notificationsQuery, useUnread } from "./queries.ts";
import { bodyOf, type Line, lineOf } from "./sentences.ts";

/** Decisions about the person, which have a page of their own. */
const SANCTIONS = new Set(["strike", "mute", "suspend", "close", "freeze"].flatMap((one) => [one, `${one}_over`]));

export function NotificationsPage() {
  const t = useT();
  const me = useSignedIn();
  const unread = useUnread();
  const notices = useInfiniteQuery(notificationsQuery);
  const shown = notices.data?.pages.flatMap((page) => page.entries) ?? [];
  const held = notices.data?.pages[0]?.held ?? 0;
  const until = notices.data?.pages[0]?.quiet_until ?? null;
  const read = useMutation({
    mutationFn: (ids: string[] | null) => readNotifications({ body: { ids } }),
    onSuccess: (now, ids) => hearNotifications({ kind: "notifications.read", account_id: me.account_id, unread: now.unread, ids }),
  });
  return (
    <Page
      title={t("nav.notices")}
      aside={<MyCirclesPanel />}
      action={
        <Button look="line" size="s" className="min-h-11" disabled={unread === 0} busy={read.isPending} onClick={() => read.mutate(null)}>
          {t("notices.read_all")}
        </Button>
      }
    >
      {held > 0 && until !== null && <HeldBar held={held} until={until} />}
      {notices.isPending && <Skeleton className="h-24 w-full rounded-card" />}
      {notices.isError && notices.data === undefined && <Failed error={notices.error} onRetry={() => void notices.refetch()} />}
      {notices.isSuccess && shown.length === 0 && <EmptyState title={t("notices.none")}>{t("notices.none_text")}</EmptyState>}
      {shown.length > 0 && (
        <ul className="flex flex-col overflow-hidden border-line bg-surface max-md:border-y md:rounded-card md:border">
          {shown.map((notice) => (
            <li key={notice.id} className="border-b border-line last:border-b-0">
              <Row notice={notice} onOpen={() => !notice.read && read.mutate([notice.id])} />
            </li>
          ))}
        </ul>
      )}
      <LoadMore has={notices.hasNextPage} busy={notices.isFetchingNextPage} onMore={() => void notices.fetchNextPage()} />
    </Page>
  );
}

function useLine(notice: Notification): { line: Line; body: string; circle: string | null } {
  const locale: Locale = useLocale();
  const { full } = useDates();
  const circle = notice.circle_name && inLocale(locale, notice.circle_name, notice.circle_name_en ?? "");
  return { line: lineOf({ ...notice, circle_name: circle }, full), body: bodyOf(notice, locale), circle };
}

function Row({ notice, onOpen }: { notice: Notification; onOpen: () => void }) {
  const t = useT();
  const { line, body, circle } = useLine(notice);
  const inside = (
    <>
      {notice.actor === null ? (
        <span className="grid size-11 shrink-0 place-items-center rounded-full border-2 border-brand">
          <Rings size={24} />
        </span>
      ) : (
        <PersonAvatar person={notice.actor} />
      )}
      <span className="min-w-0 flex-1">
        <span className="block">
          {notice.actor !== null && <strong className="font-semibold">{notice.actor.name} </strong>}
          {t(line.key, line.values)}
        </span>
        {body !== "" && <span className="mt-0.5 line-clamp-3 block text-sm text-muted">{body}</span>}
        <span className="block text-sm text-muted">
          {circle !== null && <>{circle} · </>}
          <Time at={notice.at} />
        </span>
      </span>
      {!notice.read && <span className="mt-2 size-2.5 shrink-0 rounded-full bg-amber" role="img" aria-label={t("notices.unread")} />}
    </>
  );
  return (
    <Target notice={notice} onOpen={onOpen} className={classes("flex w-full items-start gap-3 px-4 py-3 text-left hover:bg-tint", !notice.read && "bg-raised")}>
      {inside}
    </Target>
  );
}

/** Where a notice leads: the floor, the post, my reports, my partners; or nowhere, and then it is only read. */
function Target({ notice, onOpen, className, children }: { notice: Notification; onOpen: () => void; className: string; children: ReactNode }) {
  if (notice.details.act?.startsWith("appeal_")) {
    return (
      <Link to="/appeals" onClick={onOpen} className={className}>
        {children}
      </Link>
    );
  }
  if (notice.details.act?.startsWith("platform_duty_")) {
    return (
      <a href="/console/duty" onClick={onOpen} className={className}>
        {children}
      </a>
    );
  }
  if (notice.details.act === "circle_removed" && notice.circle_id !== null) {
    const { subject_id, subject_kind } = notice.details;
    return (
      <Link to="/appeals" search={targetOf({ about: "content", id: subject_id, kind: subject_kind, circle: notice.circle_id })} onClick={onOpen} className={className}>
        {children}
      </Link>
    );
  }
  if (notice.circle_slug !== null && notice.post_id !== null) {
    const floor = notice.floor !== null && notice.floor > 1 ? { floor: notice.floor } : {};
    return (
      <Link to="/c/$slug/p/$postId" params={{ slug: notice.circle_slug, postId: notice.post_id }} search={floor} onClick={onOpen} className={className}>
        {children}
      </Link>
    );
  }
  if (notice.kind === "call" && notice.details.act === "platform") {
    return (
      <a href="/console/duty" onClick={onOpen} className={className}>
        {children}
      </a>
    );
  }
  if (notice.kind === "call" && notice.circle_slug !== null) {
    return (
      <Link to="/c/$slug/today" params={{ slug: notice.circle_slug }} onClick={onOpen} className={className}>
        {children}
      </Link>
    );
  }
  if (notice.kind === "circle" && notice.circle_slug !== null) {
    const asks = notice.details.act === "join_requested";
    return (
      <Link
        to={asks ? "/c/$slug/manage" : notice.details.act === "act_undone" ? "/c/$slug/log" : "/c/$slug"}
        params={{ slug: notice.circle_slug }}
        search={asks ? { part: "requests" } : {}}
        onClick={onOpen}
        className={className}
      >
        {children}
      </Link>
    );
  }
  if (notice.kind === "decision" && SANCTIONS.has(notice.details.act ?? "")) {
    return (
      <Link to="/decided" onClick={onOpen} className={className}>
        {children}
      </Link>
    );
  }
  if (notice.kind === "tool" && notice.circle_slug !== null) {
    return (
      <Link to="/c/$slug/tools/$tool" params={{ slug: notice.circle_slug, tool: notice.details.tool ?? "" }} onClick={onOpen} className={className}>
        {children}
      </Link>
    );
  }
  if (notice.kind === "money") {
    const id = notice.details.subject_id ?? "";
    const style = { onClick: onOpen, className };
    if (notice.details.subject_kind === "transfer") return <Link to="/wallet/transfers/$sentId" params={{ sentId: id }} {...style}>{children}</Link>;
    if (notice.details.subject_kind === "money_request") return <Link to="/wallet/requests/$requestId" params={{ requestId: id }} {...style}>{children}</Link>;
    if (notice.details.subject_kind === "split") return <Link to="/wallet/splits/$splitId" params={{ splitId: id }} {...style}>{children}</Link>;
    if (notice.details.subject_kind === "red_packet") return <Link to="/packets/$packetId" params={{ packetId: id }} {...style}>{children}</Link>;
    if (notice.details.subject_kind === "refund") return <Link to="/wallet" {...style}>{children}</Link>;
    return <Link to="/wallet/codes" {...style}>{children}</Link>;
  }
  if (notice.kind === "report" || notice.kind === "partner") {
    return (
      <Link to={notice.kind === "report" ? "/reports" : "/partners"} onClick={onOpen} className={className}>
        {children}
      </Link>
    );
  }
  if (notice.kind === "panel") {
    return (
      <Link to="/panels" onClick={onOpen} className={className}>
        {children}
      </Link>
    );
  }
  if (notice.kind === "security" || notice.kind === "takeout") {
    return (
      <Link to="/settings/$part" params={{ part: notice.kind }} onClick={onOpen} className={className}>
        {children}
      </Link>
    );
  }
  if (notice.kind === "decision" && notice.details.act !== "seen_as") {
    return (
      <Link to="/standard" search={{}} onClick={onOpen} className={className}>
        {children}
      </Link>
    );
  }
  return (
    <button type="button" onClick={onOpen} className={`${className} cursor-pointer`}>
      {children}
    </button>
  );
}
