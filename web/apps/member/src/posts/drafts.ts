/** What is being written, kept on this device until it is sent. */
export type Draft = { text: string; photos: { media_id: string; alt: string }[] };

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
    if (typeof kept !== "object" || kept === null || !("text" in kept) || typeof kept.text !== "string") return null;
    const photos = "photos" in kept && Array.isArray(kept.photos) ? (kept.photos as Draft["photos"]) : [];
    return { text: kept.text, photos };
  } catch {
    return null;
  }
}

/** An empty draft is no draft. */
export function keepDraft(place: string, draft: Draft): void {
  try {
    if (draft.text.trim() === "" && draft.photos.length === 0) localStorage.removeItem(PREFIX + place);
    else localStorage.setItem(PREFIX + place, JSON.stringify(draft));
  } catch {
    // A browser that keeps nothing: the text lives as long as the page.
  }
}

export function dropDraft(place: string): void {
  keepDraft(place, { text: "", photos: [] });
}
