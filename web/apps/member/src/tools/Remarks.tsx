import { type Circle, listRemarks, type Remark, removeRemark } from "@tonghao/api";
import { Button, classes, TextArea, Time } from "@tonghao/ui";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Flag, X } from "lucide-react";
import { type FormEvent, type ReactNode, useState } from "react";
import { useMe } from "../accounts/session.ts";
import { byCursor, entriesOf } from "../cache.ts";
import type { ToolCode } from "../circles/tools.ts";
import { useUploads } from "../media/uploads.ts";
import { ReportDialog } from "../moderation/ReportDialog.tsx";
import { useSendKey } from "../sendKey.ts";
import { Confirm } from "../shell/Confirm.tsx";
import { LoadMore } from "../shell/LoadMore.tsx";
import { PersonAvatar, PersonName } from "../shell/Person.tsx";
import { useT } from "../text.ts";
import { OpenPhotos } from "./OpenPhotos.tsx";
import { standingIn, useAct } from "./parts.tsx";
import { arrivedIds, isWaiting, Photos } from "./Photos.tsx";

export function useRemarks(circle: Circle, tool: ToolCode, subjectId: string, newestFirst = false) {
  return useInfiniteQuery({
    queryKey: ["tool", circle.circle_id, tool, "remarks", subjectId],
    queryFn: ({ pageParam, signal }) =>
      listRemarks({ path: { circle_id: circle.circle_id, subject_id: subjectId }, query: { cursor: pageParam, newest_first: newestFirst }, signal }),
    ...byCursor,
  });
}

type RemarksProps = {
  circle: Circle;
  tool: ToolCode;
  subjectId: string;
  /** What stands there while nobody has said anything. */
  none: string;
  newestFirst?: boolean;
  /** What thanks are called here. */
  thanked?: string;
  /** What a label says, when it is a code of ours. */
  labelOf?: (label: string) => string;
  act?: (remark: Remark) => ReactNode;
};

/** Who said it, for a sentence. */
export function nameIn(remark: Remark, t: ReturnType<typeof useT>): string {
  return remark.account?.name ?? t("tool.unnamed");
}

/** What people said under something in a tool. */
export function Remarks({ circle, tool, subjectId, none, newestFirst, thanked, labelOf, act }: RemarksProps) {
  const t = useT();
  const remarks = useRemarks(circle, tool, subjectId, newestFirst);
  const shown = entriesOf(remarks.data);
  return (
    <>
      {remarks.isSuccess && shown.length === 0 && <p className="text-sm text-muted">{none}</p>}
      <ul className="flex flex-col divide-y divide-line">
        {shown.map((remark) => (
          <li key={remark.remark_id} className={classes("flex gap-3 py-3", remark.is_thanked && "-mx-2 rounded-small bg-tint px-2")}>
            {remark.account === null ? <span aria-hidden="true" className="size-8 shrink-0 rounded-full border border-line bg-tint" /> : <PersonAvatar person={remark.account} size={32} />}
            <div className="flex min-w-0 flex-1 flex-col gap-2">
              <p className="text-sm text-muted">
                {remark.account === null ? t("tool.unnamed") : <PersonName person={remark.account} className="text-ink" />}
                {remark.account !== null && remark.is_unnamed && ` (${t("tool.unnamed_for_others")})`}{" "}
                {remark.label !== "" && <span className="rounded-full border border-brand px-2 py-0.5 text-brand">{labelOf?.(remark.label) ?? remark.label}</span>} <Time at={remark.at} />
                {remark.is_thanked && thanked !== undefined && <span className="ml-2 text-brand">{thanked}</span>}
              </p>
              {remark.text !== "" && <p className="break-words whitespace-pre-line">{remark.text}</p>}
              <OpenPhotos photos={remark.photos} alt={t("tool.photo_of", { name: nameIn(remark, t) })} />
              {act?.(remark)}
            </div>
            <Report circle={circle} subjectId={remark.remark_id} mine={remark.mine} label={t("tool.report_remark", { name: nameIn(remark, t) })} />
            <Remove
              circle={circle}
              tool={tool}
              mine={remark.mine}
              label={t("tool.remark_remove", { name: nameIn(remark, t) })}
              onRemove={(reason) => removeRemark({ path: { circle_id: circle.circle_id, remark_id: remark.remark_id }, query: { reason } })}
            />
          </li>
        ))}
      </ul>
      {remarks.hasNextPage && (
        <LoadMore has busy={remarks.isFetchingNextPage} failed={remarks.isFetchNextPageError} onMore={() => void remarks.fetchNextPage()} />
      )}
    </>
  );
}

type ReportProps = { circle: Circle; subjectId: string; mine: boolean; label: string; word?: string };

/** Brings what somebody else wrote in a tool before the people who look after the place. */
export function Report({ circle, subjectId, mine, label, word }: ReportProps) {
  const me = useMe();
  const [open, setOpen] = useState(false);
  if (me === null || mine) return null;
  return (
    <>
      <Button look="ghost" size={word === undefined ? "icon" : "s"} className={word === undefined ? undefined : "min-h-11"} aria-label={label} onClick={() => setOpen(true)}>
        {word ?? <Flag size={16} aria-hidden="true" />}
      </Button>
      {open && <ReportDialog subject={{ subject_kind: "tool", subject_id: subjectId, circle_id: circle.circle_id }} onClose={() => setOpen(false)} />}
    </>
  );
}

type RemoveProps = { circle: Circle; tool: ToolCode; mine: boolean; label: string; word?: string; onRemove: (reason?: string) => Promise<unknown> };

/** Takes away one's own, or removes what does not belong here, with a reason for the circle's log. */
export function Remove({ circle, tool, mine, label, word, onRemove }: RemoveProps) {
  const t = useT();
  const { helps } = standingIn(circle);
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState("");
  const remove = useAct(circle, tool, () => onRemove(mine || reason.trim() === "" ? undefined : reason), () => setAsking(false));
  if (!mine && !helps) return null;
  return (
    <>
      <Button look="ghost" size={word === undefined ? "icon" : "s"} className={word === undefined ? undefined : "min-h-11"} aria-label={label} onClick={() => setAsking(true)}>
        {word ?? <X size={16} aria-hidden="true" />}
      </Button>
      {asking && (
        <Confirm
          title={label}
          text={mine ? t("tool.remove_mine") : t("tool.remove_text")}
          act={t("tool.remove")}
          danger
          busy={remove.isPending}
          disabled={!mine && reason.trim() === ""}
          onAct={() => remove.mutate()}
          onClose={() => setAsking(false)}
        >
          {!mine && <TextArea label={t("tool.remove_reason")} maxLength={500} rows={2} value={reason} onChange={(event) => setReason(event.target.value)} />}
        </Confirm>
      )}
    </>
  );
}

type SayProps = {
  circle: Circle;
  tool: ToolCode;
  label: string;
  hint?: string;
  send: string;
  photo?: string;
  /** Whether photos can go with it. */
  photos?: boolean;
  purpose?: "post" | "child";
  /** Something else that has to be said with it. */
  children?: ReactNode;
  ready?: boolean;
  onSay: (said: { text: string; media_ids: string[] }, headers: { "Idempotency-Key": string }) => Promise<unknown>;
};

/** Says something under a thing in a tool, with photos if one likes. */
export function Say({ circle, tool, label, hint, send, photo, photos = true, purpose = "post", children, ready = true, onSay }: SayProps) {
  const t = useT();
  const [text, setText] = useState("");
  const [sent, setSent] = useState(0);
  const uploads = useUploads(purpose);
  const media_ids = arrivedIds(uploads);
  const headers = useSendKey(text, media_ids, sent);
  const say = useAct(circle, tool, () => onSay({ text, media_ids }, headers), () => {
    setText("");
    setSent(sent + 1);
    for (const one of uploads.queue) uploads.drop(one.id);
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    say.mutate();
  };
  return (
    <form onSubmit={submit} className="mt-3 flex flex-col gap-2">
      {children}
      <TextArea label={label} hint={hint} maxLength={1000} rows={2} value={text} onChange={(event) => setText(event.target.value)} />
      {photos && <Photos uploads={uploads} label={photo ?? t("tool.photo_add")} most={4} />}
      <Button type="submit" size="s" className="min-h-11 self-start" busy={say.isPending} disabled={!ready || (text.trim() === "" && media_ids.length === 0) || isWaiting(uploads)}>
        {send}
      </Button>
    </form>
  );
}
