import { type Circle, type CircleBody, editCircle } from "@tonghao/api";
import { Button, Choices, Field, TextArea, toast } from "@tonghao/ui";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { useSite } from "../accounts/session.ts";
import { sentenceOf } from "../cache.ts";
import { UploadStage } from "../media/UploadStage.tsx";
import { useUploads } from "../media/uploads.ts";
import { Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { Cover } from "./Cover.tsx";
import { keepCircle } from "./queries.ts";

type Draft = Required<Pick<CircleBody, "name" | "name_en" | "description" | "description_en" | "rules" | "kind">>;

export function ManageProfile({ circle }: { circle: Circle }) {
  const t = useT();
  const [draft, setDraft] = useState<Draft>({
    name: circle.name,
    name_en: circle.name_en,
    description: circle.description,
    description_en: circle.description_en,
    rules: circle.rules,
    kind: circle.kind,
  });
  const set = (change: Partial<Draft>) => setDraft((now) => ({ ...now, ...change }));
  const save = useMutation({
    mutationFn: () => editCircle({ path: { circle_id: circle.circle_id }, body: draft }),
    onSuccess: (now) => {
      keepCircle(now);
      toast(t("settings.saved"));
    },
    meta: { quiet: true },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <div className="flex flex-col gap-4">
      <CoverPanel circle={circle} />
      <Panel>
        <form onSubmit={submit} className="flex flex-col gap-4">
          <CircleFields draft={draft} set={set} />
          {save.isError && (
            <p role="alert" className="text-sm text-accent">
              {sentenceOf(save.error)}
            </p>
          )}
          <div className="under-thumb">
            <Button type="submit" busy={save.isPending}>
              {t("settings.save")}
            </Button>
          </div>
        </form>
      </Panel>
    </div>
  );
}

/** What a circle says of itself; also used where one is opened. */
export function CircleFields({ draft, set }: { draft: Draft; set: (change: Partial<Draft>) => void }) {
  const t = useT();
  return (
    <>
      <Field label={t("manage.name")} required minLength={2} maxLength={30} value={draft.name} onChange={(event) => set({ name: event.target.value })} />
      <Field label={t("manage.name_en")} maxLength={60} value={draft.name_en} onChange={(event) => set({ name_en: event.target.value })} />
      <TextArea label={t("manage.description")} maxLength={500} value={draft.description} onChange={(event) => set({ description: event.target.value })} />
      <TextArea
        label={t("manage.description_en")}
        maxLength={1000}
        rows={3}
        value={draft.description_en}
        onChange={(event) => set({ description_en: event.target.value })}
      />
      <TextArea label={t("rules.title")} hint={t("manage.rules_hint")} maxLength={2000} rows={6} value={draft.rules} onChange={(event) => set({ rules: event.target.value })} />
      <Choices
        legend={t("manage.kind")}
        name="kind"
        value={draft.kind}
        choices={[
          { value: "open", label: t("manage.open"), hint: t("manage.open_hint") },
          { value: "request", label: t("circle.by_request"), hint: t("manage.request_hint") },
          { value: "invite", label: t("circle.invite_only"), hint: t("manage.invite_hint") },
        ]}
        onChoose={(kind) => set({ kind })}
      />
    </>
  );
}

function CoverPanel({ circle }: { circle: Circle }) {
  const t = useT();
  const { upload_types } = useSite();
  const input = useRef<HTMLInputElement>(null);
  const uploads = useUploads("cover");
  const [photo] = uploads.queue;
  const set = useMutation({
    mutationFn: (mediaId: string | null) => editCircle({ path: { circle_id: circle.circle_id }, body: { cover_media_id: mediaId } }),
    onSuccess: (now) => {
      keepCircle(now);
      if (photo !== undefined) uploads.drop(photo.id);
    },
  });
  const ready = photo?.stage === "visible" && photo.medium !== null ? photo.medium.media_id : null;
  return (
    <Panel title={t("manage.cover")}>
      <Cover circle={circle} size="medium" className="aspect-[5/2] w-full rounded-small" />
      <div className="mt-3 flex flex-wrap items-center gap-2">
        <Button look="line" onClick={() => input.current?.click()}>
          {t("manage.cover_choose")}
        </Button>
        {ready !== null && (
          <Button busy={set.isPending} onClick={() => set.mutate(ready)}>
            {t("manage.cover_use")}
          </Button>
        )}
        <input
          ref={input}
          type="file"
          accept={upload_types.join(",")}
          aria-label={t("manage.cover_choose")}
          tabIndex={-1}
          className="sr-only"
          onChange={(event) => {
            if (photo !== undefined) uploads.drop(photo.id);
            uploads.add(event.target.files ?? [], 1);
            event.target.value = "";
          }}
        />
      </div>
      {photo !== undefined && (
        <div className="mt-3">
          <UploadStage photo={photo} onRetry={() => uploads.retry(photo.id)} />
        </div>
      )}
    </Panel>
  );
}
