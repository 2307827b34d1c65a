import { alterMeetup, cancelMeetup, getCheckInCode, type Meetup, type Post } from "@tonghao/api";
import { Button, Dialog, Skeleton, TextArea, toast, useMinute } from "@tonghao/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { sentenceOf } from "../cache.ts";
import { showCarried } from "../posts/showCarried.ts";
import { QrCode } from "../shell/QrCode.tsx";
import { useT } from "../text.ts";
import { GuestList } from "./Guests.tsx";
import { MeetupTimes } from "./MeetupFields.tsx";

type Part = "list" | "code" | "change" | "cancel";
type OrganiseProps = { post: Post; meetup: Meetup; onClose: () => void };

/** What the organiser does: the list, the code, a change, a cancellation. */
export default function Organise({ post, meetup, onClose }: OrganiseProps) {
  const t = useT();
  const begun = Date.parse(meetup.starts_at) <= useMinute();
  const changes = meetup.cancelled_at === null && !begun;
  const parts: Part[] = ["list", ...(meetup.cancelled_at === null ? (["code"] as const) : []), ...(changes ? (["change", "cancel"] as const) : [])];
  const [part, setPart] = useState<Part>("list");
  return (
    <Dialog title={t("meetup.organise")} onClose={onClose}>
      <div className="flex flex-wrap gap-2" role="group" aria-label={t("meetup.organise")}>
        {parts.map((one) => (
          <Button key={one} look={one === part ? "primary" : "line"} size="s" className="min-h-11" aria-pressed={one === part} onClick={() => setPart(one)}>
            {t(`meetup.part_${one}`)}
          </Button>
        ))}
      </div>
      {part === "list" && <GuestList post={post} meetup={meetup} organises />}
      {part === "code" && <Code post={post} meetup={meetup} />}
      {part === "change" && <Change post={post} meetup={meetup} onClose={onClose} />}
      {part === "cancel" && <Cancel post={post} onClose={onClose} />}
    </Dialog>
  );
}

/** The code that people scan; it renews by itself. */
function Code({ post, meetup }: { post: Post; meetup: Meetup }) {
  const t = useT();
  const code = useQuery({
    queryKey: ["check-in-code", post.circle_id, post.post_id],
    queryFn: ({ signal }) => getCheckInCode({ path: { circle_id: post.circle_id, post_id: post.post_id }, signal }),
    staleTime: 0,
    gcTime: 0,
    refetchInterval: (query) => (query.state.data === undefined ? false : Math.max(1000, Date.parse(query.state.data.renews_at) - Date.now() + 300)),
  });
  if (code.isError) return <p role="alert">{sentenceOf(code.error)}</p>;
  if (code.data === undefined) return <Skeleton className="h-64 w-full" />;
  return (
    <div className="flex flex-col items-center gap-3 text-center">
      <QrCode text={code.data.address} label={t("meetup.qr")} />
      <p className="text-4xl font-bold tracking-[0.2em] tabular-nums" data-testid="check-in-code">
        {code.data.code}
      </p>
      <p className="text-sm text-muted">{t("meetup.code_text")}</p>
      <p className="tabular-nums">{t("meetup.came", { came: meetup.came_count, going: meetup.going_count })}</p>
    </div>
  );
}

function Change({ post, meetup, onClose }: OrganiseProps) {
  const t = useT();
  const { title, starts_at, place, ends_at, seats, opens_at, closes_at } = meetup;
  const [edit, setEdit] = useState({ title, starts_at, place, ends_at, seats, opens_at, closes_at: closes_at === starts_at ? null : closes_at });
  const save = useMutation({
    mutationFn: () => alterMeetup({ path: { circle_id: post.circle_id, post_id: post.post_id }, body: edit }),
    onSuccess: (now) => {
      showCarried(post, { meetup: now });
      toast(t("meetup.changed"));
      onClose();
    },
    meta: { quiet: true },
  });
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <p className="text-sm text-muted">{t("meetup.change_text")}</p>
      <MeetupTimes meetup={edit} onChange={setEdit} />
      {save.isError && (
        <p role="alert" className="text-sm text-accent">
          {sentenceOf(save.error)}
        </p>
      )}
      <Button type="submit" className="self-start" busy={save.isPending}>
        {t("meetup.save")}
      </Button>
    </form>
  );
}

function Cancel({ post, onClose }: Omit<OrganiseProps, "meetup">) {
  const t = useT();
  const [reason, setReason] = useState("");
  const off = useMutation({
    mutationFn: () => cancelMeetup({ path: { circle_id: post.circle_id, post_id: post.post_id }, body: { reason } }),
    onSuccess: (now) => {
      showCarried(post, { meetup: now });
      onClose();
    },
    meta: { quiet: true },
  });
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        off.mutate();
      }}
    >
      <TextArea label={t("meetup.reason")} hint={t("meetup.reason_hint")} maxLength={300} rows={3} value={reason} onChange={(event) => setReason(event.target.value)} />
      {off.isError && (
        <p role="alert" className="text-sm text-accent">
          {sentenceOf(off.error)}
        </p>
      )}
      <Button type="submit" look="danger" className="self-start" busy={off.isPending}>
        {t("meetup.part_cancel")}
      </Button>
    </form>
  );
}
