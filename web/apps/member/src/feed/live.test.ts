import { CIRCLE, feedEntry, id, ME, pages, person, post } from "@tonghao/testing";
import type { LiveEvent, Post } from "@tonghao/api";
import { expect, test } from "vitest";
import { applyToFeed, type Judge, shownWaiting } from "./live.ts";

const judge: Judge = {
  viewer: { accountId: ME },
  isMuted: () => false,
  whyOf: (shown) => ({ kind: "joined_circle", circle_id: shown.circle_id, circle_name: shown.circle_name, joined_at: "2026-10-01T00:00:00Z" }),
};

function published(shown: Post): LiveEvent {
  return { kind: "post.published", circle_id: shown.circle_id, post_id: shown.post_id, author_id: shown.author.account_id, post: shown };
}

test("a new post waits, so that the reader keeps the place", () => {
  const feed = pages([[feedEntry()]]);
  const fresh = post();
  const after = applyToFeed({ feed, waiting: [] }, published(fresh), judge);
  expect(after.feed).toBe(feed);
  expect(after.waiting.map((entry) => entry.post)).toEqual([fresh]);
});

test("one's own new post is shown at once", () => {
  const old = feedEntry();
  const mine = post({ author: person({ account_id: ME }) });
  const after = applyToFeed({ feed: pages([[old]]), waiting: [] }, published(mine), judge);
  expect(after.waiting).toEqual([]);
  expect(after.feed.pages[0]?.entries.map((entry) => entry.post.post_id)).toEqual([mine.post_id, old.post.post_id]);
  expect(after.feed.pages[0]?.entries[0]?.post.mine).toBe(true);
});

const LABEL = { category: "spam.contact", zh: "引流广告", en: "Spam", rule_zh: "", rule_en: "" };

function edited(shown: Post): LiveEvent {
  return { ...published(shown), kind: "post.edited", mentioned: [] } as unknown as LiveEvent;
}

test("a labelled post of somebody else does not come into the feed, and leaves it when it is labelled later", () => {
  const old = feedEntry();
  const state = { feed: pages([[old]]), waiting: [] };
  expect(applyToFeed(state, published(post({ label: LABEL })), judge).waiting).toEqual([]);
  const gone = applyToFeed(state, edited({ ...old.post, label: LABEL }), judge);
  expect(gone.feed.pages[0]?.entries).toEqual([]);
  const back = applyToFeed(gone, edited(old.post), judge);
  expect(back.feed.pages[0]?.entries.map((entry) => entry.post.post_id)).toEqual([old.post.post_id]);
});

test("one's own labelled post stays in one's own feed", () => {
  const mine = post({ author: person({ account_id: ME }), label: LABEL });
  const after = applyToFeed({ feed: pages([[feedEntry()]]), waiting: [] }, published(mine), judge);
  expect(after.feed.pages[0]?.entries).toHaveLength(2);
});

test("the same post is never there twice", () => {
  const fresh = post();
  let state = { feed: pages([[feedEntry()]]), waiting: [] as ReturnType<typeof feedEntry>[] };
  state = applyToFeed(state, published(fresh), judge);
  state = applyToFeed(state, published(fresh), judge);
  expect(state.waiting).toHaveLength(1);
  state = shownWaiting(state);
  state = applyToFeed(state, published(fresh), judge);
  expect(state.waiting).toEqual([]);
  expect(state.feed.pages[0]?.entries).toHaveLength(2);
});

test("what waits is shown newest first, as a fresh fetch would", () => {
  const early = feedEntry({ published_at: "2026-11-22T03:00:00Z" });
  const late = feedEntry({ published_at: "2026-11-22T03:05:00Z" });
  const old = feedEntry();
  const after = shownWaiting({ feed: pages([[old]]), waiting: [early, late] });
  expect(after.feed.pages[0]?.entries).toEqual([late, early, old]);
  expect(after.waiting).toEqual([]);
});

test("a muted circle stays out", () => {
  const state = { feed: pages([[feedEntry()]]), waiting: [] };
  expect(applyToFeed(state, published(post()), { ...judge, isMuted: (shown) => shown.circle_id === CIRCLE })).toBe(state);
});

test("a removed post leaves feed and waiting", () => {
  const shown = feedEntry();
  const waits = feedEntry();
  const gone = (of: Post): LiveEvent => ({
    kind: "post.hidden",
    circle_id: of.circle_id,
    post_id: of.post_id,
    author_id: of.author.account_id,
    state: "removed",
  });
  let state = { feed: pages([[shown]]), waiting: [waits] };
  state = applyToFeed(state, gone(shown.post), judge);
  state = applyToFeed(state, gone(waits.post), judge);
  expect(state.feed.pages[0]?.entries).toEqual([]);
  expect(state.waiting).toEqual([]);
});

test("an event about nothing that is shown gives the same state", () => {
  const state = { feed: pages([[feedEntry()]]), waiting: [] };
  expect(applyToFeed(state, { kind: "likes.counted", circle_id: CIRCLE, post_id: id(), comment_id: null, like_count: 1 }, judge)).toBe(state);
});
