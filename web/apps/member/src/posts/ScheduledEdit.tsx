import { reschedulePost, type ScheduledPost } from "@tonghao/api";
import { Button, Dialog, TextArea, toast } from "@tonghao/ui";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { cache, sentenceOf } from "../cache.ts";
import { useDates } from "../dates.ts";
import { MomentField } from "../meetups/MomentField.tsx";
import { useT } from "../text.ts";
import { TagInput } from "./TagInput.tsx";

/** Change the words, tags and time of a post that waits; its photos stay. */
export function ScheduledEdit({ post, onClose }: { post: ScheduledPost; onClose: () => void }) {
  const t = useT();
  const { near } = useDates();
  const [text, setText] = useState(post.text);
  const [tags, setTags] = useState(post.tags);
  const [at, setAt] = useState<string | null>(post.publish_at);
  const save = useMutation({
    mutationFn: () =>
      reschedulePost({
        path: { scheduled_id: post.scheduled_id },
        body: { circle_id: post.circle_id, text, tags, photos: post.photos, kind: post.kind, quote: post.quote, publish_at: at ?? post.publish_at, version: post.version },
      }),
    onSuccess: (now) => {
      void cache.invalidateQueries({ queryKey: ["scheduled"] });
      toast(t("schedule.done", { time: near(now.publish_at) }));
      onClose();
    },
    meta: { quiet: true },
  });
  return (
    <Dialog
      title={t("schedule.editing")}
      onClose={onClose}
      footer={
        <>
          <Button look="ghost" onClick={onClose}>
            {t("ui.cancel")}
          </Button>
          <Button busy={save.isPending} disabled={at === null} onClick={() => save.mutate()}>
            {t("settings.save")}
          </Button>
        </>
      }
    >
      <TextArea label={t("compose.text")} rows={6} value={text} error={save.isError ? sentenceOf(save.error) : null} onChange={(event) => setText(event.target.value)} />
      <TagInput circleId={post.circle_id} tags={tags} onChange={setTags} />
      <MomentField label={t("schedule.when")} hint={t("schedule.hint")} required value={at} onChange={setAt} />
    </Dialog>
  );
}
