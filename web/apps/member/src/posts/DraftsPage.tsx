import { cancelScheduledPost, type Draft, dropDraft as forget, type ScheduledPost } from "@tonghao/api";
import { inLocale, useLocale } from "@tonghao/i18n";
import { Button, buttonClasses, EmptyState, Skeleton, toast } from "@tonghao/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CalendarClock, PenLine, Trash2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { cache } from "../cache.ts";
import { useDates } from "../dates.ts";
import { Confirm } from "../shell/Confirm.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { Page, Panel } from "../shell/Page.tsx";
import { type MemberKey, useT } from "../text.ts";
import { draftsQuery, scheduledQuery } from "./queries.ts";
import { dropDraft } from "./drafts.ts";
import { firstLine } from "./firstLine.ts";
import { ScheduledEdit } from "./ScheduledEdit.tsx";

const NEW_POST = "00000000-0000-0000-0000-000000000000";
const KINDS: Record<Draft["kind"], MemberKey> = { post: "drafts.new_post", edit: "drafts.edit", comment: "drafts.comment" };

/** What I have begun, and what waits for its time. */
export function DraftsPage() {
  const t = useT();
  return (
    <Page title={t("drafts.title")}>
      <div className="flex flex-col gap-3">
        <Scheduled />
        <Drafts />
        <p className="px-4 text-sm text-muted md:px-0">{t("drafts.only_you")}</p>
      </div>
    </Page>
  );
}

function Words({ text, photos }: Pick<Draft, "text" | "photos">) {
  const t = useT();
  const said = { text, photos: [] };
  return (
    <>
      <p className="line-clamp-2">{text.trim() === "" ? <span className="text-muted">{t("draft.no_words")}</span> : firstLine(said)}</p>
      {photos.length > 0 && <p className="text-sm text-muted">{t("draft.photos", { count: photos.length })}</p>}
    </>
  );
}

function Where({ one, children }: { one: Pick<Draft, "circle_slug" | "circle_name" | "circle_name_en">; children: ReactNode }) {
  const locale = useLocale();
  return (
    <p className="flex flex-wrap items-center gap-x-1.5 text-sm text-muted">
      <span>{inLocale(locale, one.circle_name, one.circle_name_en)}</span>
      <span aria-hidden="true">·</span>
      {children}
    </p>
  );
}

function Drafts() {
  const t = useT();
  const drafts = useQuery(draftsQuery);
  return (
    <Panel title={t("drafts.drafts")}>
      {drafts.isPending && <Skeleton className="h-20 w-full" />}
      {drafts.isError && drafts.data === undefined && <Failed error={drafts.error} onRetry={() => void drafts.refetch()} />}
      {drafts.data?.length === 0 && <EmptyState title={t("drafts.none")}>{t("drafts.none_text")}</EmptyState>}
      <ul className="flex flex-col">
        {drafts.data?.map((draft) => (
          <DraftRow key={`${draft.kind}.${draft.circle_id}.${draft.post_id ?? ""}`} draft={draft} />
        ))}
      </ul>
    </Panel>
  );
}

function DraftRow({ draft }: { draft: Draft }) {
  const t = useT();
  const { near } = useDates();
  const [asking, setAsking] = useState(false);
  const drop = useMutation({
    mutationFn: () => forget({ path: { kind: draft.kind, circle_id: draft.circle_id, post_id: draft.post_id ?? NEW_POST } }),
    onSuccess: () => {
      dropDraft(draft.kind === "post" ? `post.${draft.circle_id}` : `${draft.kind === "edit" ? "edit" : "reply"}.${draft.post_id ?? ""}`);
      void cache.invalidateQueries({ queryKey: ["drafts"] });
      toast(t("drafts.dropped"));
      setAsking(false);
    },
  });
  const open = buttonClasses("ghost", "icon");
  const icon = <PenLine size={18} aria-hidden="true" />;
  const label = `${t("schedule.edit")}：${draft.text.slice(0, 20)}`;
  return (
    <li className="flex items-start gap-2 border-t border-line py-3 first:border-t-0 first:pt-0">
      <div className="min-w-0 flex-1">
        <Where one={draft}>
          <span>{t(KINDS[draft.kind])}</span>
          <span aria-hidden="true">·</span>
          <span>{t("drafts.at", { time: near(draft.updated_at) })}</span>
        </Where>
        <Words text={draft.text} photos={draft.photos} />
      </div>
      {draft.kind === "comment" ? (
        <Link to="/c/$slug/p/$postId" params={{ slug: draft.circle_slug, postId: draft.post_id ?? "" }} aria-label={label} className={open}>
          {icon}
        </Link>
      ) : (
        <Link to="/compose" search={{ circle: draft.circle_slug, ...(draft.post_id === null ? {} : { edit: draft.post_id }) }} aria-label={label} className={open}>
          {icon}
        </Link>
      )}
      <Button look="ghost" size="icon" aria-label={t("drafts.drop")} onClick={() => setAsking(true)}>
        <Trash2 size={18} aria-hidden="true" />
      </Button>
      {asking && (
        <Confirm
          title={t("drafts.drop_title")}
          text={t("drafts.drop_text")}
          act={t("drafts.drop")}
          danger
          busy={drop.isPending}
          onAct={() => drop.mutate()}
          onClose={() => setAsking(false)}
        />
      )}
    </li>
  );
}

function Scheduled() {
  const t = useT();
  const waiting = useQuery(scheduledQuery);
  return (
    <Panel title={t("drafts.scheduled")}>
      {waiting.isPending && <Skeleton className="h-20 w-full" />}
      {waiting.isError && waiting.data === undefined && <Failed error={waiting.error} onRetry={() => void waiting.refetch()} />}
      {waiting.data?.length === 0 && <EmptyState title={t("drafts.scheduled_none")}>{t("drafts.scheduled_none_text")}</EmptyState>}
      <ul className="flex flex-col">
        {waiting.data?.map((post) => (
          <ScheduledRow key={post.scheduled_id} post={post} due={post.failure === null && Date.parse(post.publish_at) <= waiting.dataUpdatedAt} />
        ))}
      </ul>
    </Panel>
  );
}

function ScheduledRow({ post, due }: { post: ScheduledPost; due: boolean }) {
  const t = useT();
  const locale = useLocale();
  const { near } = useDates();
  const [open, setOpen] = useState<"cancel" | "edit" | null>(null);
  const cancel = useMutation({
    mutationFn: () => cancelScheduledPost({ path: { scheduled_id: post.scheduled_id } }),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: ["scheduled"] });
      toast(t("schedule.cancelled"));
      setOpen(null);
    },
  });
  return (
    <li className="flex items-start gap-2 border-t border-line py-3 first:border-t-0 first:pt-0">
      <div className="min-w-0 flex-1">
        <Where one={post}>
          <span className="inline-flex items-center gap-1 text-ink">
            <CalendarClock size={15} aria-hidden="true" />
            {due ? t("schedule.due") : t("schedule.at", { time: near(post.publish_at) })}
          </span>
        </Where>
        <Words text={post.text} photos={post.photos} />
        {post.tags.length > 0 && <p className="text-sm text-muted">{post.tags.map((tag) => `#${tag}`).join(" ")}</p>}
        {post.failure !== null && <p className="mt-1 text-sm text-accent">{t("schedule.failed", { reason: inLocale(locale, post.failure.zh, post.failure.en) })}</p>}
      </div>
      <Button look="ghost" size="icon" aria-label={`${t("schedule.editing")}：${post.text.slice(0, 20)}`} onClick={() => setOpen("edit")}>
        <PenLine size={18} aria-hidden="true" />
      </Button>
      <Button look="ghost" size="icon" aria-label={`${t("schedule.cancel")}：${post.text.slice(0, 20)}`} onClick={() => setOpen("cancel")}>
        <Trash2 size={18} aria-hidden="true" />
      </Button>
      {open === "cancel" && (
        <Confirm
          title={t("schedule.cancel_title")}
          text={t("schedule.cancel_text")}
          act={t("schedule.cancel_act")}
          keep={t("schedule.keep")}
          danger
          busy={cancel.isPending}
          onAct={() => cancel.mutate()}
          onClose={() => setOpen(null)}
        />
      )}
      {open === "edit" && <ScheduledEdit post={post} onClose={() => setOpen(null)} />}
    </li>
  );
}
