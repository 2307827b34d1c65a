/** What is being written, kept on this device until it is sent. */
import type { Draft as ServerDraft } from "@tonghao/api";

export type Content = { text: string; tags: string[]; photos: { media_id: string; alt: string }[] };
/**
 * `version` is that of the server's draft which it continues, `dirty` says that the server does not have all of it,
 * `unanswered` is what was sent to it and perhaps arrived.
 */
export type Draft = Omit<Content, "tags"> & { tags?: string[]; version?: number; dirty?: boolean; unanswered?: Content[] };

const PREFIX = "tonghao.draft.";

/** Everything that was begun on this device and not sent, by place. */
export function keptDrafts(): [place: string, draft: Draft][] {
  try {
    const places = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
    return places.flatMap((key): [string, Draft][] => {
      const place = key.slice(PREFIX.length);
      const draft = keptDraft(place);
      return draft === null ? [] : [[place, draft]];
    });
  } catch {
    return [];
  }
}

export function keptDraft(place: string): Draft | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(PREFIX + place) ?? "null");
    if (typeof kept !== "object" || kept === null) return null;
    const content = readContent(kept);
    if (content === null) return null;
    const version = "version" in kept && typeof kept.version === "number" ? kept.version : 0;
    const sent = "unanswered" in kept && Array.isArray(kept.unanswered) ? kept.unanswered : [];
    const unanswered = sent.map(readContent).filter((one) => one !== null);
    return { ...content, version, dirty: !("dirty" in kept) || kept.dirty !== false, unanswered };
  } catch {
    return null;
  }
}

function readContent(kept: unknown): Content | null {
  if (typeof kept !== "object" || kept === null || !("text" in kept) || typeof kept.text !== "string") return null;
  const photos = "photos" in kept && Array.isArray(kept.photos) ? (kept.photos as Draft["photos"]) : [];
  const tags = "tags" in kept && Array.isArray(kept.tags) ? kept.tags.filter((tag) => typeof tag === "string") : [];
  return { text: kept.text, tags, photos };
}

/** An empty draft is no draft. */
export function keepDraft(place: string, draft: Draft): void {
  try {
    if (isEmpty(draft)) localStorage.removeItem(PREFIX + place);
    else localStorage.setItem(PREFIX + place, JSON.stringify(draft));
  } catch {
    // A browser that keeps nothing: the text lives as long as the page.
  }
}

export function dropDraft(place: string): void {
  keepDraft(place, { text: "", photos: [] });
}

export function isEmpty(draft: Draft): boolean {
  return draft.text.trim() === "" && draft.photos.length === 0 && (draft.tags ?? []).length === 0;
}

export function isSame(one: Draft, other: Draft): boolean {
  const said = ({ text, tags = [], photos }: Draft) => JSON.stringify([text, tags, photos.map((photo) => [photo.media_id, photo.alt ?? ""])]);
  return said(one) === said(other);
}

export function contentOf(draft: ServerDraft): Content {
  return { text: draft.text, tags: draft.tags, photos: draft.photos.map((photo) => ({ media_id: photo.media_id, alt: photo.alt ?? "" })) };
}
