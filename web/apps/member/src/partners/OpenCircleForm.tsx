import { type CircleBody, openCircle, type Partner } from "@tonghao/api";
import { Button, Field } from "@tonghao/ui";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { sentenceOf } from "../cache.ts";
import { CircleFields } from "../circles/ManageProfile.tsx";
import { keepMembership } from "../circles/queries.ts";
import { useT } from "../text.ts";
import { TopicSelect } from "./ApplyForm.tsx";

export function OpenCircleForm({ partner }: { partner: Partner }) {
  const t = useT();
  const navigate = useNavigate();
  const [draft, setDraft] = useState<Required<CircleBody>>({
    partner_id: partner.partner_id,
    slug: "",
    name: "",
    name_en: "",
    topic: partner.category,
    description: "",
    description_en: "",
    rules: "",
    kind: "open",
  });
  const set = (change: Partial<Required<CircleBody>>) => setDraft((now) => ({ ...now, ...change }));
  const open = useMutation({
    mutationFn: () => openCircle({ body: draft }),
    onSuccess: (circle) => {
      keepMembership(circle);
      void navigate({ to: "/c/$slug", params: { slug: circle.slug } });
    },
    meta: { quiet: true },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    open.mutate();
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <h3 className="font-semibold">{t("partners.open_circle")}</h3>
      <Field
        label={t("partners.slug")}
        hint={t("partners.slug_hint", { address: `/c/${draft.slug || "…"}` })}
        required
        pattern="[a-z0-9][a-z0-9\-]{1,39}"
        maxLength={40}
        autoCapitalize="none"
        spellCheck={false}
        value={draft.slug}
        onChange={(event) => set({ slug: event.target.value.toLowerCase() })}
      />
      <TopicSelect label={t("partners.topic")} value={draft.topic} onChange={(topic) => set({ topic })} />
      <CircleFields draft={draft} set={set} />
      {open.isError && (
        <p role="alert" className="text-sm text-accent">
          {sentenceOf(open.error)}
        </p>
      )}
      <Button type="submit" className="self-start" busy={open.isPending}>
        {t("partners.open_circle")}
      </Button>
    </form>
  );
}
