/** Keeps what is being written on the server too, every few seconds, and settles it with other devices. */
import { type Draft as ServerDraft, dropDraft as forget, getDraft, isRefusal, saveDraft } from "@tonghao/api";
import { type Content, contentOf, type Draft, dropDraft, isEmpty, isSame, keepDraft } from "./drafts.ts";

export type DraftPlace = { kind: ServerDraft["kind"]; circle_id: string; post_id: string | null };
export type DraftState = {
  say: "nothing" | "saving" | "saved" | "offline" | "full" | "elsewhere";
  savedAt: string | null;
  /** A newer one from another device; the writer chooses. */
  conflict: ServerDraft | null;
};

const NEW_POST = "00000000-0000-0000-0000-000000000000";
const SAVE_AFTER_MS = 2_000;
const AGAIN_AFTER_MS = 10_000;
const MOST_UNANSWERED = 5;
const EMPTY: Content = { text: "", tags: [], photos: [] };

export class DraftKeeper {
  state: DraftState = { say: "nothing", savedAt: null, conflict: null };
  version = 0;
  private content: Content = EMPTY;
  private dirty = false;
  private unanswered: Content[] = [];
  private started = false;
  private saving = false;
  private over = false;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private heard = new Set<() => void>();
  private place: DraftPlace;
  private local: string;
  private adopt: (content: Content) => void = () => {};

  constructor(place: DraftPlace, local: string) {
    this.place = place;
    this.local = local;
  }

  /** `hear` is told what goes on in place of what is shown. */
  onAdopt(hear: (content: Content) => void): () => void {
    this.adopt = hear;
    return () => {
      this.adopt = () => {};
    };
  }

  subscribe = (one: () => void): (() => void) => {
    this.heard.add(one);
    return () => this.heard.delete(one);
  };

  current = (): DraftState => this.state;

  private say(change: Partial<DraftState>): void {
    this.state = { ...this.state, ...change };
    for (const one of this.heard) one();
  }

  /** Look at what the server has; `kept` is what this device has. */
  async start(kept: Draft | null): Promise<void> {
    if (kept !== null) {
      this.content = { text: kept.text, tags: kept.tags ?? [], photos: kept.photos };
      this.version = kept.version ?? 0;
      this.dirty = kept.dirty !== false;
      this.unanswered = kept.unanswered ?? [];
    }
    try {
      const stands = await this.ask();
      this.started = true;
      this.settle(stands);
    } catch {
      this.say({ say: "offline" });
      this.later(AGAIN_AFTER_MS);
    }
  }

  private ask(): Promise<ServerDraft | null> {
    const { kind, circle_id, post_id } = this.place;
    return getDraft({ path: { kind, circle_id, post_id: post_id ?? NEW_POST } });
  }

  /** Of the server's draft and this one the newer goes on; where both have something new, the writer chooses. */
  private settle(stands: ServerDraft | null): void {
    if (this.over) return;
    // The answer was lost on the way, not the words.
    if (stands !== null && this.unanswered.some((sent) => isSame(sent, contentOf(stands)))) this.version = stands.version;
    this.unanswered = [];
    if (stands === null) {
      // An edit goes on from the post itself.
      const gone = this.version > 0 && !this.dirty && this.place.kind !== "edit";
      this.version = 0;
      if (gone) {
        this.take(EMPTY);
        this.say({ say: "elsewhere" });
      }
    } else if (isEmpty(this.content) || isSame(this.content, contentOf(stands)) || (this.version !== stands.version && !this.dirty)) {
      this.version = stands.version;
      if (!isSame(this.content, contentOf(stands))) this.take(contentOf(stands));
      this.dirty = false;
      this.keep();
      this.say({ say: "saved", savedAt: stands.updated_at });
    } else if (this.version !== stands.version) {
      this.say({ conflict: stands });
    }
    if (this.dirty) this.later(SAVE_AFTER_MS);
  }

  private take(content: Content): void {
    this.content = content;
    this.adopt(content);
    this.keep();
  }

  private keep(): void {
    if (!this.over) keepDraft(this.local, { ...this.content, version: this.version, dirty: this.dirty, unanswered: this.unanswered });
  }

  /** The writer typed. */
  change(content: Content): void {
    if (this.over || isSame(content, this.content)) return;
    this.content = content;
    this.dirty = true;
    this.keep();
    this.later(SAVE_AFTER_MS);
  }

  private later(ms: number): void {
    if (this.over || this.timer !== null) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      void this.save();
    }, ms);
  }

  /** Save at once what the server does not have. */
  async save(): Promise<void> {
    if (!this.started) return this.start({ ...this.content, version: this.version, dirty: this.dirty, unanswered: this.unanswered });
    if (this.over || this.saving || !this.dirty || this.state.conflict !== null) return;
    if (this.version === 0 && isEmpty(this.content)) return;
    const sent = this.content;
    this.saving = true;
    this.unanswered = [...this.unanswered, sent].slice(-MOST_UNANSWERED);
    this.keep();
    this.say({ say: "saving" });
    try {
      const kept = await saveDraft({ body: { ...this.place, ...sent, version: this.version } });
      this.version = kept?.version ?? 0;
      this.unanswered = [];
      this.dirty = !isSame(this.content, sent);
      this.keep();
      this.say({ say: kept === null ? "nothing" : "saved", savedAt: kept?.updated_at ?? null });
    } catch (error) {
      await this.notSaved(error);
    } finally {
      this.saving = false;
    }
    if (this.dirty && this.state.say !== "full") this.later(this.state.say === "offline" ? AGAIN_AFTER_MS : SAVE_AFTER_MS);
    return undefined;
  }

  private async notSaved(error: unknown): Promise<void> {
    if (isRefusal(error, "draft_conflict")) {
      try {
        this.settle(await this.ask());
      } catch {
        this.say({ say: "offline" });
      }
    } else if (isRefusal(error) && error.status > 0 && error.status < 500 && error.status !== 429) {
      this.say({ say: isRefusal(error, "too_many_drafts") ? "full" : "nothing" });
    } else {
      this.say({ say: "offline" });
    }
  }

  /** Which of the two goes on. */
  choose(which: "here" | "there"): void {
    const { conflict } = this.state;
    if (conflict === null) return;
    this.version = conflict.version;
    this.dirty = which === "here";
    this.say({ conflict: null, say: which === "here" ? "saving" : "saved", savedAt: conflict.updated_at });
    if (which === "there") this.take(contentOf(conflict));
    else void this.save();
  }

  /** It goes on in another place: here there is none any more, neither on this device nor on the server. */
  discard(): void {
    const { kind, circle_id, post_id } = this.place;
    if (this.version > 0) void forget({ path: { kind, circle_id, post_id: post_id ?? NEW_POST } }).catch(() => {});
    this.sent();
  }

  /** It was sent: there is no draft any more. */
  sent(): void {
    this.over = true;
    if (this.timer !== null) clearTimeout(this.timer);
    dropDraft(this.local);
  }

  /** The page goes; what it has is saved on the way. */
  leave(): void {
    void this.save();
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }
}
