import { avatarAddress, clearAvatar, editProfile, setAvatar } from "@tonghao/api";
import { Avatar, Button, Field, TextArea, toast } from "@tonghao/ui";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { cache, sentenceOf } from "../cache.ts";
import { UploadStage } from "../media/UploadStage.tsx";
import { useUploads } from "../media/uploads.ts";
import { Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { beSignedIn, useSignedIn, useSite } from "./session.ts";
import { HandleField } from "./SignUp.tsx";

export function ProfileSettings() {
  const t = useT();
  const me = useSignedIn();
  const [name, setName] = useState(me.name);
  const [handle, setHandle] = useState(me.handle);
  const [bio, setBio] = useState(me.bio);
  const save = useMutation({
    mutationFn: () => editProfile({ body: { name, bio, ...(handle === me.handle ? {} : { handle }) } }),
    onSuccess: (now) => {
      beSignedIn(now);
      void cache.invalidateQueries({ queryKey: ["profile"] });
      toast(t("settings.saved"));
    },
    meta: { quiet: true },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <>
      <AvatarPanel />
      <Panel>
        <form onSubmit={submit} className="flex flex-col gap-4">
          <Field label={t("sign_up.name")} required maxLength={40} value={name} onChange={(event) => setName(event.target.value)} />
          <HandleField value={handle} mine={me.handle} onChange={setHandle} />
          <TextArea
            label={t("settings.bio")}
            hint={t("settings.bio_hint")}
            maxLength={300}
            value={bio}
            error={save.isError ? sentenceOf(save.error) : null}
            onChange={(event) => setBio(event.target.value)}
          />
          <Button type="submit" className="self-start" busy={save.isPending}>
            {t("settings.save")}
          </Button>
        </form>
      </Panel>
    </>
  );
}

/** A new picture is checked like any other; until then the old one stays. */
function AvatarPanel() {
  const t = useT();
  const me = useSignedIn();
  const { upload_types } = useSite();
  const input = useRef<HTMLInputElement>(null);
  const uploads = useUploads("avatar");
  const [photo] = uploads.queue;
  const set = useMutation({ mutationFn: (mediaId: string) => setAvatar({ body: { media_id: mediaId } }), onSuccess: beSignedIn });
  const clear = useMutation({ mutationFn: () => clearAvatar({}), onSuccess: beSignedIn });
  const mediaId = photo?.stage === "visible" ? photo.medium?.media_id : undefined;
  const { mutate } = set;
  useEffect(() => {
    if (mediaId !== undefined) mutate(mediaId);
  }, [mediaId, mutate]);
  return (
    <Panel title={t("settings.avatar")}>
      <div className="flex items-center gap-4">
        <Avatar id={me.account_id} name={me.name} address={avatarAddress(me)} size={72} />
        <div className="flex flex-wrap gap-2">
          <Button look="line" onClick={() => input.current?.click()}>
            {t("settings.avatar_choose")}
          </Button>
          {me.avatar !== null && (
            <Button look="ghost" busy={clear.isPending} onClick={() => clear.mutate()}>
              {t("settings.avatar_clear")}
            </Button>
          )}
        </div>
        <input
          ref={input}
          type="file"
          accept={upload_types.join(",")}
          className="sr-only"
          tabIndex={-1}
          aria-label={t("settings.avatar_choose")}
          onChange={(event) => {
            if (photo !== undefined) uploads.drop(photo.id);
            uploads.add(event.target.files ?? [], 1);
            event.target.value = "";
          }}
        />
      </div>
      {photo !== undefined && photo.stage !== "visible" && (
        <div className="mt-3">
          <UploadStage photo={photo} onRetry={() => uploads.retry(photo.id)} />
        </div>
      )}
    </Panel>
  );
}
