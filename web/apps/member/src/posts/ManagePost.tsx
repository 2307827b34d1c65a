import { type Column, digestPost, lockPost, type Marks, pinPost, type Post, putInColumn, slowPost, undigestPost, unlockPost, unpinPost } from "@tonghao/api";
import { Button, Dialog, TextArea, toast } from "@tonghao/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { sentenceOf } from "../cache.ts";
import { type MemberKey, useT } from "../text.ts";
import { columnsQuery, readColumnsAgain, rulesQuery, showMarks } from "./marks.ts";
import { SlowChoice } from "./SlowChoice.tsx";

type PartProps = { post: Post; onDone: () => void };

function useMark(post: Post, onDone: () => void) {
  const t = useT();
  return useMutation({
    mutationFn: ({ act }: { act: () => Promise<Marks>; said: MemberKey }) => act(),
    onSuccess: (marks, { said }) => {
      showMarks(post, marks);
      toast(t(said));
      onDone();
    },
    meta: { quiet: true },
  });
}

/** Pin, digest, lock and slow mode of one post, for those who look after its circle. */
export default function ManagePost({ post, mayHost, onClose }: { post: Post; mayHost: boolean; onClose: () => void }) {
  const t = useT();
  return (
    <Dialog title={t("mark.manage")} onClose={onClose}>
      {mayHost && <PinPart post={post} onDone={onClose} />}
      {mayHost && <DigestPart post={post} onDone={onClose} />}
      {mayHost && <ColumnPart post={post} onDone={onClose} />}
      <LockPart post={post} onDone={onClose} />
      <SlowPart post={post} onDone={onClose} />
    </Dialog>
  );
}

function Part({ title, hint, error, children }: { title: string; hint: string; error: unknown; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-2 border-t border-line pt-3 first:border-t-0 first:pt-0">
      <h3 className="font-semibold">{title}</h3>
      <p className="text-sm text-muted">{hint}</p>
      {children}
      {error !== null && (
        <p role="alert" className="text-sm text-accent">
          {sentenceOf(error)}
        </p>
      )}
    </section>
  );
}

function pathOf(post: Post) {
  return { circle_id: post.circle_id, post_id: post.post_id };
}

function PinPart({ post, onDone }: PartProps) {
  const t = useT();
  const mark = useMark(post, onDone);
  const pinned = post.pinned_at !== null;
  return (
    <Part title={t("pin.title")} hint={t("pin.hint")} error={mark.error}>
      <Button
        look={pinned ? "line" : "soft"}
        className="self-start"
        busy={mark.isPending}
        onClick={() => mark.mutate(pinned ? { act: () => unpinPost({ path: pathOf(post) }), said: "pin.ended" } : { act: () => pinPost({ path: pathOf(post) }), said: "pin.done" })}
      >
        {pinned ? t("pin.end") : t("pin.act")}
      </Button>
    </Part>
  );
}

function DigestPart({ post, onDone }: PartProps) {
  const t = useT();
  const rules = useQuery(rulesQuery(post.circle_id));
  const mark = useMark(post, onDone);
  const categories = rules.data?.digest_categories ?? [];
  const choose = (category: string) =>
    mark.mutate(
      category === ""
        ? { act: () => undigestPost({ path: pathOf(post) }), said: "best.ended" }
        : { act: () => digestPost({ path: pathOf(post), body: { category } }), said: "best.done" },
    );
  return (
    <Part title={t("best.title")} hint={rules.isSuccess && categories.length === 0 ? t("best.no_categories") : t("best.empty_text")} error={mark.error ?? rules.error}>
      {categories.length > 0 && (
        <select
          aria-label={t("best.choose")}
          value={post.digest ?? ""}
          disabled={mark.isPending}
          onChange={(event) => choose(event.target.value)}
          className="min-h-11 rounded-small border border-line bg-surface px-3"
        >
          <option value="">{t("best.none")}</option>
          {categories.map((one) => (
            <option key={one.name} value={one.name}>
              {one.name}
            </option>
          ))}
        </select>
      )}
    </Part>
  );
}

function ColumnPart({ post, onDone }: PartProps) {
  const t = useT();
  const columns = useQuery(columnsQuery(post.circle_id)).data ?? [];
  const put = useMutation({
    mutationFn: (column: Column) => putInColumn({ path: { circle_id: post.circle_id, column_id: column.column_id }, body: { post_id: post.post_id } }),
    onSuccess: (_, column) => {
      readColumnsAgain(post.circle_id);
      toast(t("column.done", { title: column.title }));
      onDone();
    },
    meta: { quiet: true },
  });
  if (columns.length === 0) return null;
  return (
    <Part title={t("column.put_in")} hint={t("column.hint")} error={put.error}>
      <select
        aria-label={t("column.choose")}
        value=""
        disabled={put.isPending}
        onChange={(event) => {
          const column = columns.find((one) => one.column_id === event.target.value);
          if (column !== undefined) put.mutate(column);
        }}
        className="min-h-11 rounded-small border border-line bg-surface px-3"
      >
        <option value="">{t("column.choose")}</option>
        {columns.map((column) => (
          <option key={column.column_id} value={column.column_id}>
            {column.title}
          </option>
        ))}
      </select>
    </Part>
  );
}

function LockPart({ post, onDone }: PartProps) {
  const t = useT();
  const [reason, setReason] = useState("");
  const mark = useMark(post, onDone);
  const locked = post.lock !== null;
  const act = () =>
    mark.mutate(
      locked
        ? { act: () => unlockPost({ path: pathOf(post), query: reason.trim() === "" ? {} : { reason } }), said: "lock.opened" }
        : { act: () => lockPost({ path: pathOf(post), body: { reason } }), said: "lock.done" },
    );
  return (
    <Part title={t("lock.title")} hint={t("lock.hint")} error={mark.error}>
      <TextArea
        label={locked ? t("lock.open_reason") : t("lock.reason")}
        rows={2}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <Button look={locked ? "soft" : "danger"} className="self-start" busy={mark.isPending} disabled={!locked && reason.trim() === ""} onClick={act}>
        {locked ? t("lock.open") : t("lock.act")}
      </Button>
    </Part>
  );
}

function SlowPart({ post, onDone }: PartProps) {
  const t = useT();
  const mark = useMark(post, onDone);
  return (
    <Part title={t("slow.title")} hint={t("slow.hint")} error={mark.error}>
      <SlowChoice
        label={t("slow.title")}
        seconds={post.slow_seconds}
        busy={mark.isPending}
        onChoose={(slow_seconds) => mark.mutate({ act: () => slowPost({ path: pathOf(post), body: { slow_seconds } }), said: "slow.done" })}
      />
    </Part>
  );
}
