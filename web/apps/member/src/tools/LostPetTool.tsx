import { type Circle, endSearch, listCirclePosts, listLostPets, type LostPet, postLostPet, removeLostPet, sightLostPet } from "@tonghao/api";
import { useMinute, Button, Choices, classes, Dialog, Field, Skeleton, TextArea } from "@tonghao/ui";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { House, MapPin } from "lucide-react";
import { useState } from "react";
import { byCursor, entriesOf } from "../cache.ts";
import { useDates } from "../dates.ts";
import { useUploads } from "../media/uploads.ts";
import { MomentField } from "../meetups/MomentField.tsx";
import { useSendKey } from "../sendKey.ts";
import { LoadMore } from "../shell/LoadMore.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { Panel } from "../shell/Page.tsx";
import { PersonName } from "../shell/Person.tsx";
import { useT } from "../text.ts";
import { OpenPhotos } from "./OpenPhotos.tsx";
import { NothingHere, standingIn, useAct } from "./parts.tsx";
import { arrivedIds, isWaiting, Photos } from "./Photos.tsx";
import { Poster } from "./Poster.tsx";
import { nameIn, Remarks, Remove, Report, Say, useRemarks } from "./Remarks.tsx";

const HOUR_MS = 3_600_000;

/** Who is missing, what people saw, and who came home. */
export default function LostPetTool({ circle }: { circle: Circle }) {
  const t = useT();
  const { belongs } = standingIn(circle);
  const [posting, setPosting] = useState(false);
  const found = useInfiniteQuery({
    queryKey: ["tool", circle.circle_id, "lost_pet", "list"],
    queryFn: ({ pageParam, signal }) => listLostPets({ path: { circle_id: circle.circle_id }, query: { cursor: pageParam }, signal }),
    ...byCursor,
  });
  if (found.isError) return <Failed error={found.error} onRetry={() => void found.refetch()} />;
  if (found.data === undefined) return <Skeleton className="h-60 w-full rounded-card" />;
  const pets = entriesOf(found.data);
  return (
    <>
      {belongs && (
        <Button look="soft" className="mx-4 self-start md:mx-0" onClick={() => setPosting(true)}>
          {t("lost.post")}
        </Button>
      )}
      {pets.length === 0 && <NothingHere text={t("lost.none")} />}
      {pets.map((pet) => (
        <Notice key={pet.lost_pet_id} circle={circle} pet={pet} />
      ))}
      <LoadMore has={found.hasNextPage} busy={found.isFetchingNextPage} failed={found.isFetchNextPageError} onMore={() => void found.fetchNextPage()} />
      {posting && <Post circle={circle} onClose={() => setPosting(false)} />}
    </>
  );
}

/** How long from one moment to another, in words: hours in the first two days, then days. */
function useSpan() {
  const t = useT();
  return (from: string, to: number) => {
    const hours = Math.max(0, Math.floor((to - Date.parse(from)) / HOUR_MS));
    if (hours < 1) return t("lost.under_an_hour");
    return hours < 48 ? t("lost.hours", { count: hours }) : t("lost.days", { count: Math.floor(hours / 24) });
  };
}

function Notice({ circle, pet }: { circle: Circle; pet: LostPet }) {
  const t = useT();
  const { near } = useDates();
  const { belongs } = standingIn(circle);
  const now = useMinute();
  const span = useSpan();
  const missing = pet.state === "missing";
  const [open, setOpen] = useState(missing);
  const [ending, setEnding] = useState(false);
  const [poster, setPoster] = useState(false);
  const path = { circle_id: circle.circle_id, lost_pet_id: pet.lost_pet_id };
  const listId = `seen-${pet.lost_pet_id}`;
  const title = missing ? t("lost.missing_named", { name: pet.name }) : pet.name;
  return (
    <article aria-label={title}>
      <Panel title={title}>
      {pet.state === "found" && pet.ended_at !== null && (
        <div className="mb-3 flex items-start gap-3 rounded-small bg-amber-tint px-4 py-3">
          <House size={28} aria-hidden="true" className="mt-0.5 shrink-0 text-amber-ink" />
          <div className="min-w-0">
            <p className="text-lg font-bold">{t("lost.home", { name: pet.name })}</p>
            <p className="text-sm">
              {t("lost.home_after", { span: span(pet.seen_at, Date.parse(pet.ended_at)) })} · {t("lost.sightings", { count: pet.sighting_count })}
            </p>
            {pet.thanks !== "" && <p className="mt-1 break-words whitespace-pre-line">{pet.thanks}</p>}
          </div>
        </div>
      )}
      {pet.state === "closed" && <p className="mb-3 text-sm text-muted">{[t("lost.closed"), pet.thanks].filter(Boolean).join(" ")}</p>}
      <OpenPhotos photos={pet.photos} alt={t("lost.photo_of", { name: pet.name })} />
      <p className={classes("mt-2 flex items-start gap-1.5", missing && "font-semibold")}>
        <MapPin size={18} aria-hidden="true" className="mt-1 shrink-0 text-brand" />
        <span className="min-w-0 break-words">
          {t("lost.last_seen", { at: near(pet.seen_at), place: pet.place })}
          {missing && <span className="font-normal text-muted"> · {span(pet.seen_at, now)}</span>}
        </span>
      </p>
      {pet.about !== "" && <p className="mt-1 break-words whitespace-pre-line">{pet.about}</p>}
      <p className="mt-1 text-sm text-muted">
        {t("lost.misses")} <PersonName person={pet.made_by} />
        {pet.post_id !== null && (
          <>
            {" · "}
            <Link to="/c/$slug/p/$postId" params={{ slug: circle.slug, postId: pet.post_id }} className="py-1 text-brand underline-offset-4 hover:underline">
              {t("lost.thread")}
            </Link>
          </>
        )}
      </p>
      <div className="mt-2 flex flex-wrap gap-2">
        {missing && pet.mine && (
          <Button aria-label={t("lost.end_named", { name: pet.name })} onClick={() => setEnding(true)}>
            {t("lost.end")}
          </Button>
        )}
        {!missing && pet.sighting_count > 0 && (
          <Button look="ghost" size="s" className="min-h-11 text-brand" aria-expanded={open} aria-controls={listId} onClick={() => setOpen(!open)}>
            {t("lost.sightings", { count: pet.sighting_count })}
          </Button>
        )}
        {missing && (
          <Button look="line" size="s" className="min-h-11" aria-expanded={poster} onClick={() => setPoster(!poster)}>
            {t("lost.poster")}
          </Button>
        )}
        <Report circle={circle} subjectId={pet.lost_pet_id} mine={pet.mine} label={t("tool.report_named", { name: pet.name })} word={t("tool.report")} />
        <Remove
          circle={circle}
          tool="lost_pet"
          mine={pet.mine}
          label={t("lost.remove_named", { name: pet.name })}
          word={t("lost.remove")}
          onRemove={(reason) => removeLostPet({ path, query: { reason } })}
        />
      </div>
      {poster && <Poster circle={circle} pet={pet} />}
      <div id={listId}>
        {open && (
          <div className="mt-3 border-l-2 border-line pl-4">
            <h3 className="text-sm font-semibold">{t("lost.seen")}</h3>
            <Remarks circle={circle} tool="lost_pet" subjectId={pet.lost_pet_id} none={t("lost.seen_none")} thanked={t("lost.helped")} />
            {missing && belongs && (
              <Say circle={circle} tool="lost_pet" label={t("lost.say")} hint={t("lost.say_hint")} send={t("lost.send")} onSay={(body, headers) => sightLostPet({ path, body, headers })} />
            )}
          </div>
        )}
      </div>
      {ending && <End circle={circle} pet={pet} onClose={() => setEnding(false)} />}
      </Panel>
    </article>
  );
}

function End({ circle, pet, onClose }: { circle: Circle; pet: LostPet; onClose: () => void }) {
  const t = useT();
  const [state, setState] = useState<"found" | "closed">("found");
  const [thanks, setThanks] = useState("");
  const [helped, setHelped] = useState<string[]>([]);
  const remarks = useRemarks(circle, "lost_pet", pet.lost_pet_id);
  const seen = entriesOf(remarks.data).filter((remark) => !remark.mine);
  const end = useAct(
    circle,
    "lost_pet",
    () => endSearch({ path: { circle_id: circle.circle_id, lost_pet_id: pet.lost_pet_id }, body: { state, thanks, remark_ids: helped } }),
    onClose,
  );
  return (
    <Dialog
      title={t("lost.end_named", { name: pet.name })}
      onClose={onClose}
      footer={
        <Button busy={end.isPending} onClick={() => end.mutate()}>
          {t("lost.end_send")}
        </Button>
      }
    >
      <Choices
        legend={t("lost.how")}
        name="how"
        dense
        value={state}
        choices={[
          { value: "found", label: t("lost.how_found") },
          { value: "closed", label: t("lost.how_closed") },
        ]}
        onChoose={setState}
      />
      <TextArea label={t("lost.thanks")} hint={t("lost.thanks_hint")} maxLength={500} rows={3} value={thanks} onChange={(event) => setThanks(event.target.value)} />
      {seen.length > 0 && (
        <fieldset className="flex max-h-60 flex-col gap-1 overflow-y-auto">
          <legend className="mb-1 text-sm font-semibold">{t("lost.whose")}</legend>
          {seen.map((remark) => (
            <label key={remark.remark_id} className="flex min-h-11 cursor-pointer items-center gap-3">
              <input
                type="checkbox"
                checked={helped.includes(remark.remark_id)}
                onChange={() => setHelped(helped.includes(remark.remark_id) ? helped.filter((one) => one !== remark.remark_id) : [...helped, remark.remark_id])}
                className="size-5 shrink-0 accent-brand"
              />
              <span className="min-w-0 truncate">
                {nameIn(remark, t)}：{remark.text}
              </span>
            </label>
          ))}
        </fieldset>
      )}
    </Dialog>
  );
}

function Post({ circle, onClose }: { circle: Circle; onClose: () => void }) {
  const t = useT();
  const [draft, setDraft] = useState(() => ({ name: "", about: "", place: "", seen_at: new Date().toISOString(), post_id: "" }));
  const set = (change: Partial<typeof draft>) => setDraft({ ...draft, ...change });
  const uploads = useUploads("post");
  const media_ids = arrivedIds(uploads);
  const headers = useSendKey(draft, media_ids);
  const posts = useQuery({
    queryKey: ["tool", circle.circle_id, "lost_pet", "posts"],
    queryFn: ({ signal }) => listCirclePosts({ path: { circle_id: circle.circle_id }, query: { limit: 20 }, signal }),
  });
  const own = (posts.data?.entries ?? []).filter((post) => post.mine);
  const post = useAct(
    circle,
    "lost_pet",
    () => postLostPet({ path: { circle_id: circle.circle_id }, body: { ...draft, post_id: draft.post_id || null, media_ids }, headers }),
    onClose,
  );
  return (
    <Dialog
      title={t("lost.post")}
      description={t("lost.post_text")}
      onClose={onClose}
      footer={
        <Button busy={post.isPending} disabled={draft.name.trim() === "" || draft.place.trim() === "" || isWaiting(uploads)} onClick={() => post.mutate()}>
          {t("lost.post_send")}
        </Button>
      }
    >
      <Field label={t("lost.name")} maxLength={30} value={draft.name} onChange={(event) => set({ name: event.target.value })} />
      <Field label={t("lost.place")} hint={t("lost.place_hint")} maxLength={60} value={draft.place} onChange={(event) => set({ place: event.target.value })} />
      <MomentField label={t("lost.seen_at")} required value={draft.seen_at} onChange={(at) => set({ seen_at: at ?? draft.seen_at })} />
      <TextArea label={t("lost.about")} hint={t("lost.about_hint")} maxLength={500} rows={3} value={draft.about} onChange={(event) => set({ about: event.target.value })} />
      <Photos uploads={uploads} label={t("tool.photo_add")} most={4} />
      {own.length > 0 && (
        <label className="flex flex-col gap-1.5 text-sm font-semibold">
          {t("lost.about_it")}
          <select
            className="min-h-11 rounded-small border border-line bg-surface px-3 text-base font-normal text-ink"
            value={draft.post_id}
            onChange={(event) => set({ post_id: event.target.value })}
          >
            <option value="">{t("lost.no_thread")}</option>
            {own.map((one) => (
              <option key={one.post_id} value={one.post_id}>
                {one.text.replace(/[*_>`~#]/g, "").slice(0, 30)}
              </option>
            ))}
          </select>
        </label>
      )}
    </Dialog>
  );
}
