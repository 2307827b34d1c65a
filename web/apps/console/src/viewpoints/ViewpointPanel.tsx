import { type Case, takeViewpoint, type Viewpoint } from "@tonghao/api";
import { Button, NativeSelect, SegmentedControl, TextInput } from "@mantine/core";
import { Time } from "@tonghao/ui";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { sentenceOf } from "../cache.ts";
import { Chip } from "../moderation/chips.tsx";
import { CoveredPhotos } from "../moderation/CoveredPhotos.tsx";
import { Panel } from "../shell/Page.tsx";
import { Person } from "../shell/Person.tsx";
import { useT } from "../text.ts";

const PLACES = ["post", "circle", "feed"] as const;
type Place = (typeof PLACES)[number];
type Who = "author" | "nobody" | "other";

/** What does this person see: the place of the case as somebody else has it, to look at and nothing more. */
export function ViewpointPanel({ kept }: { kept: Case }) {
  const t = useT();
  const [who, setWho] = useState<Who>("author");
  const [handle, setHandle] = useState("");
  const [place, setPlace] = useState<Place>("post");
  const take = useMutation({
    mutationFn: () =>
      takeViewpoint({ path: { case_id: kept.case_id }, body: { place, handle: who === "nobody" ? null : who === "author" ? kept.author.handle : handle.trim() } }),
    meta: { quiet: true },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (who !== "other" || handle.trim() !== "") take.mutate();
  };
  return (
    <Panel title={t("viewpoint.title")} text={t("viewpoint.text")}>
      <form onSubmit={submit} className="flex flex-col gap-3">
        <div className="grid gap-3 wide:grid-cols-2">
          <NativeSelect
            data-key="v"
            label={t("viewpoint.who")}
            value={who}
            onChange={(event) => setWho(event.currentTarget.value === "other" ? "other" : event.currentTarget.value === "nobody" ? "nobody" : "author")}
            data={[
              { value: "author", label: t("viewpoint.author", { name: kept.author.name }) },
              { value: "other", label: t("viewpoint.other") },
              { value: "nobody", label: t("viewpoint.nobody") },
            ]}
          />
          {who === "other" && <TextInput label={t("viewpoint.handle")} required maxLength={40} value={handle} onChange={(event) => setHandle(event.currentTarget.value)} />}
        </div>
        <SegmentedControl
          aria-label={t("viewpoint.place")}
          value={place}
          onChange={(wanted) => setPlace(PLACES.find((one) => one === wanted) ?? "post")}
          data={PLACES.map((one) => ({ value: one, label: t(`viewpoint.${one}`) }))}
        />
        {take.isError && (
          <p role="alert" className="text-accent">
            {sentenceOf(take.error)}
          </p>
        )}
        <Button type="submit" variant="default" h={40} className="self-start" loading={take.isPending}>
          {t("viewpoint.look")}
        </Button>
      </form>
      {take.data !== undefined && <Seen seen={take.data} />}
    </Panel>
  );
}

function Seen({ seen }: { seen: Viewpoint }) {
  const t = useT();
  return (
    <section aria-label={t("viewpoint.seen")} className="flex flex-col gap-3 rounded-small border border-dashed border-muted p-3">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
        {seen.person === null ? <span>{t("viewpoint.nobody")}</span> : <Person person={seen.person} size={24} />}
        {seen.person !== null && seen.circle !== null && <span className="text-muted">{t(seen.role === null ? "viewpoint.no_member" : "viewpoint.member", { name: seen.circle.name })}</span>}
      </p>
      <p className="font-medium">{seen.why_not === "" ? t("viewpoint.sees") : t(`viewpoint.why_${seen.why_not}`)}</p>
      <ul className="flex flex-col gap-3">
        {seen.posts.map((post) => (
          <li key={post.post_id} className="flex flex-col gap-2 border-t border-line pt-2">
            <p className="flex flex-wrap items-center gap-x-3 text-sm text-muted">
              <span className="text-ink">{post.author.name}</span>
              <span>{post.circle.name}</span>
              {post.published_at !== null && <Time at={post.published_at} />}
              {post.is_subject && <Chip tone="waiting">{t("case.this")}</Chip>}
              {post.state !== "visible" && <Chip tone="plain">{t("viewpoint.own")}</Chip>}
            </p>
            {post.html !== "" && <div className="prose line-clamp-6 break-words" dangerouslySetInnerHTML={{ __html: post.html }} />}
            {post.photos.length > 0 && <CoveredPhotos photos={post.photos} />}
          </li>
        ))}
      </ul>
    </section>
  );
}
