import { type Circle, getNickname, setNickname } from "@tonghao/api";
import { Button, Dialog, Field, toast } from "@tonghao/ui";
import { queryOptions, useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useSignedIn } from "../accounts/session.ts";
import { cache, sentenceOf } from "../cache.ts";
import { useT } from "../text.ts";

const nicknameQuery = (circleId: string) =>
  queryOptions({ queryKey: ["nickname", circleId], queryFn: ({ signal }) => getNickname({ path: { circle_id: circleId }, signal }) });

/** What I am called in this circle only. */
export default function NicknameDialog({ circle, onClose }: { circle: Circle; onClose: () => void }) {
  const t = useT();
  const me = useSignedIn();
  const now = useQuery(nicknameQuery(circle.circle_id));
  const [typed, setTyped] = useState<string | null>(null);
  const save = useMutation({
    mutationFn: (nickname: string) => setNickname({ path: { circle_id: circle.circle_id }, body: { nickname: nickname === "" ? null : nickname } }),
    onSuccess: (kept) => {
      cache.setQueryData(nicknameQuery(circle.circle_id).queryKey, kept);
      for (const key of ["circle-posts", "floors", "replies", "post", "members", "circle"]) void cache.invalidateQueries({ queryKey: [key] });
      toast(t("settings.saved"));
      onClose();
    },
    meta: { quiet: true },
  });
  const shown = typed ?? now.data?.nickname ?? "";
  return (
    <Dialog title={t("nickname.title")} description={t("nickname.text", { name: me.name })} onClose={onClose}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate(shown.trim());
        }}
      >
        <Field
          label={t("nickname.label")}
          maxLength={40}
          placeholder={me.name}
          value={shown}
          error={save.isError ? sentenceOf(save.error) : null}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Button type="submit" busy={save.isPending} disabled={!now.isSuccess}>
          {t("settings.save")}
        </Button>
      </form>
    </Dialog>
  );
}
