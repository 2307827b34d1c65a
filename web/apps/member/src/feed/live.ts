/** What happened, applied to the home feed. New posts wait above it, so that nobody loses the place. */
import type { Circle, FeedEntry, LiveEvent, Mute, Post, Why } from "@tonghao/api";
import { signedIn } from "../accounts/session.ts";
import { cache, insertEntry, mapEntries, type Pages, show } from "../cache.ts";
import { applyToPost, isNewer } from "../posts/live.ts";
import { feedQuery, mutesQuery, waitingQuery } from "./queries.ts";

type Viewer = { accountId: string | null };
export type FeedState = { feed: Pages<FeedEntry>; waiting: FeedEntry[] };

function isOf(entry: FeedEntry, event: LiveEvent): boolean {
  return "post_id" in event && entry.post.post_id === event.post_id;
}

function changed(entry: FeedEntry, event: LiveEvent, viewer: Viewer): FeedEntry | null {
  if (!isOf(entry, event)) return entry;
  if (event.kind === "post.hidden") return null;
  if (event.kind === "post.edited" && !belongs(event, viewer)) return null;
  const post = applyToPost(entry.post, event, viewer);
  return post === entry.post ? entry : { ...entry, post };
}

/** What is labelled stays in its circle and on the author's own screen. */
function belongs(event: { post: Post; author_id: string }, viewer: Viewer): boolean {
  return event.post.label === null || event.author_id === viewer.accountId;
}

export type Judge = { viewer: Viewer; isMuted: (post: Post) => boolean; whyOf: (post: Post) => Why };

/** Feed and waiting entries after `event`. One's own new post is shown at once; others' wait. */
export function applyToFeed(state: FeedState, event: LiveEvent, judge: Judge): FeedState {
  const feed = mapEntries(state.feed, (entry) => changed(entry, event, judge.viewer));
  let waiting = state.waiting;
  if (waiting.some((entry) => isOf(entry, event))) {
    waiting = waiting.map((entry) => changed(entry, event, judge.viewer)).filter((entry) => entry !== null);
  } else if ((event.kind === "post.published" || event.kind === "post.edited") && belongs(event, judge.viewer) && !judge.isMuted(event.post)) {
    const known = feed.pages.some((page) => page.entries.some((entry) => isOf(entry, event)));
    const mine = event.author_id === judge.viewer.accountId;
    const entry = { post: { ...event.post, liked: false, mine }, why: judge.whyOf(event.post) };
    if (known) return { feed, waiting };
    // One that was edited and is not known here was labelled before: it takes its old place.
    if (mine || event.kind === "post.edited") return { feed: insertEntry(feed, entry, isAbove), waiting };
    waiting = [entry, ...waiting];
  }
  return feed === state.feed && waiting === state.waiting ? state : { feed, waiting };
}

function isAbove(one: FeedEntry, other: FeedEntry): boolean {
  return isNewer(one.post, other.post);
}

/** The waiting entries come to their places, most of them to the top. */
export function shownWaiting(state: FeedState): FeedState {
  const known = new Set(state.feed.pages.flatMap((page) => page.entries.map((entry) => entry.post.post_id)));
  const fresh = state.waiting.filter((entry) => !known.has(entry.post.post_id));
  return { feed: fresh.reduce((feed, entry) => insertEntry(feed, entry, isAbove), state.feed), waiting: [] };
}

/** When I joined the circle of a post, from what is known on this device. */
function whyOf(feed: Pages<FeedEntry>, post: Post): Why {
  for (const page of feed.pages) {
    const same = page.entries.find((entry) => entry.why.circle_id === post.circle_id);
    if (same !== undefined) return same.why;
  }
  const circle = cache.getQueryData<Circle>(["circle", post.circle_slug]);
  return {
    kind: "joined_circle",
    circle_id: post.circle_id,
    circle_name: post.circle_name,
    joined_at: circle?.joined_at ?? "",
  };
}

function isMuted(post: Post): boolean {
  const mutes = cache.getQueryData<Mute[]>(mutesQuery.queryKey) ?? [];
  return mutes.some((mute) => mute.subject_id === (mute.subject_kind === "circle" ? post.circle_id : post.author.account_id));
}

export function hearFeed(event: LiveEvent): void {
  const feed = cache.getQueryData<Pages<FeedEntry>>(feedQuery.queryKey);
  if (feed === undefined) return;
  const state = { feed, waiting: cache.getQueryData<FeedEntry[]>(waitingQuery.queryKey) ?? [] };
  const viewer = { accountId: signedIn()?.account_id ?? null };
  keep(state, applyToFeed(state, event, { viewer, isMuted, whyOf: (post) => whyOf(feed, post) }));
}

/** The reader wants to see what came. */
export function showWaiting(): void {
  const feed = cache.getQueryData<Pages<FeedEntry>>(feedQuery.queryKey);
  if (feed === undefined) return;
  const state = { feed, waiting: cache.getQueryData<FeedEntry[]>(waitingQuery.queryKey) ?? [] };
  keep(state, shownWaiting(state));
}

function keep(before: FeedState, after: FeedState): void {
  if (after.feed !== before.feed) show(feedQuery.queryKey, after.feed);
  if (after.waiting !== before.waiting) cache.setQueryData(waitingQuery.queryKey, after.waiting);
}
