import { CIRCLE, comment, id, ME, pages, person, post } from "@tonghao/testing";
import type { Comment, LiveEvent, Post } from "@tonghao/api";
import { describe, expect, test } from "vitest";
import { applyToCirclePosts, applyToFloors, applyToPost, applyToPosts, applyToReplies } from "./live.ts";

const viewer = { accountId: ME };

function published(shown: Comment, count = 1): LiveEvent {
  return {
    kind: "comment.published",
    circle_id: shown.circle_id,
    post_id: shown.post_id,
    comment_id: shown.comment_id,
    author_id: shown.author.account_id,
    comment_count: count,
    reply_count: shown.reply_number,
    comment: shown,
  };
}

function hidden(of: Post, author = of.author.account_id): LiveEvent {
  return { kind: "post.hidden", circle_id: of.circle_id, post_id: of.post_id, author_id: author, state: "removed" };
}

describe("a post", () => {
  test("keeps my like when its author edits it", () => {
    const before = post({ liked: true, like_count: 3 });
    const after = { ...before, text: "改了", html: "<p>改了</p>", version: 2, liked: false };
    const event: LiveEvent = { kind: "post.edited", circle_id: CIRCLE, post_id: before.post_id, author_id: before.author.account_id, post: after };
    expect(applyToPost(before, event, viewer)).toEqual({ ...after, liked: true });
  });

  test("counts likes of the post, not of its comments", () => {
    const before = post({ like_count: 1 });
    const event = { kind: "likes.counted", circle_id: CIRCLE, post_id: before.post_id, like_count: 9 } as const;
    expect(applyToPost(before, { ...event, comment_id: null }, viewer).like_count).toBe(9);
    expect(applyToPost(before, { ...event, comment_id: id() }, viewer)).toBe(before);
  });

  test("knows its last floor after a new comment", () => {
    const before = post({ comment_count: 4, last_floor: 5 });
    const after = applyToPost(before, published(comment({ post_id: before.post_id, floor: 6 }), 5), viewer);
    expect(after).toEqual({ ...before, comment_count: 5, last_floor: 6 });
  });

  test("counts as new what one may read behind the mark, neither replies nor what is held", () => {
    const before = post({ comment_count: 4, last_floor: 5, read_floor: 5, new_floors: 0 });
    const one = applyToPost(before, published(comment({ post_id: before.post_id, floor: 6 }), 5), viewer);
    expect(one.new_floors).toBe(1);
    const reply = applyToPost(one, published(comment({ post_id: before.post_id, floor: 6, reply_number: 1 }), 6), viewer);
    expect(reply.new_floors).toBe(1);
    const gone = { kind: "comment.hidden", circle_id: CIRCLE, post_id: before.post_id, comment_id: id(), author_id: id(), reply_number: 0, state: "held" } as const;
    const held = applyToPost(reply, { ...gone, floor: 7, comment_count: 6, reply_count: 0 }, viewer);
    expect([held.new_floors, held.last_floor]).toEqual([1, 7]);
    const removed = applyToPost(held, { ...gone, floor: 6, comment_count: 5, reply_count: 1 }, viewer);
    expect(removed.new_floors).toBe(0);
    const mark = { kind: "thread.marked", account_id: id(), circle_id: CIRCLE, post_id: before.post_id, read_floor: 7, follows: true, new_floors: 0 } as const;
    expect(applyToPost(held, mark, viewer).new_floors).toBe(0);
    // Who was never here is told of nothing new.
    expect(applyToPost({ ...before, read_floor: 0 }, published(comment({ post_id: before.post_id, floor: 6 }), 5), viewer).new_floors).toBe(0);
  });

  test("leaves the lists of others when it is hidden, and stays in its author's", () => {
    const shown = post();
    const list = pages([[shown, post()]]);
    expect(applyToPosts(list, hidden(shown), viewer).pages[0]?.entries).toHaveLength(1);
    expect(applyToPosts(list, hidden(shown, ME), viewer).pages[0]?.entries).toHaveLength(2);
  });

  test("comes to the top of its circle once, however often it is told", () => {
    const old = post();
    const fresh = post();
    const event: LiveEvent = { kind: "post.published", circle_id: CIRCLE, post_id: fresh.post_id, author_id: fresh.author.account_id, post: fresh };
    const once = applyToCirclePosts(pages([[old]]), CIRCLE, event, viewer);
    const twice = applyToCirclePosts(once, CIRCLE, event, viewer);
    expect(once.pages[0]?.entries).toEqual([fresh, old]);
    expect(twice.pages[0]?.entries).toEqual([fresh, old]);
    expect(applyToCirclePosts(pages([[old]]), id(), event, viewer).pages[0]?.entries).toEqual([old]);
  });
});

describe("a circle's list", () => {
  const at = (second: string) => post({ published_at: `2026-11-22T01:00:${second}Z` });
  const told = (shown: Post): LiveEvent => ({
    kind: "post.published",
    circle_id: CIRCLE,
    post_id: shown.post_id,
    author_id: shown.author.account_id,
    post: shown,
  });

  test("takes a post that was let through again where it stood", () => {
    const [newest, released, oldest] = [at("30"), at("20.000002"), at("20.000001")];
    const list = pages([[newest], [oldest]]);
    const after = applyToCirclePosts(list, CIRCLE, told(released), viewer);
    expect(after.pages.flatMap((page) => page.entries)).toEqual([newest, released, oldest]);
  });

  test("leaves out a post from further down than one has read", () => {
    const list = pages([[at("30")]], "more");
    expect(applyToCirclePosts(list, CIRCLE, told(at("10")), viewer)).toBe(list);
  });

  test("loses a hidden post, also for its author", () => {
    const mine = at("30");
    expect(applyToCirclePosts(pages([[mine]]), CIRCLE, hidden(mine, ME), viewer).pages[0]?.entries).toEqual([]);
  });
});

describe("floors", () => {
  const postId = id();
  const view = { postId, authorOnly: false };
  const floor = (number: number, given: Partial<Comment> = {}) => comment({ post_id: postId, floor: number, ...given });

  test("a new floor is added where the list has reached the end", () => {
    const fresh = floor(3);
    const first = floor(2);
    expect(applyToFloors(pages([[first]]), published(fresh), viewer, view).pages[0]?.entries).toEqual([first, fresh]);
    const unread = pages([[first]], "more");
    expect(applyToFloors(unread, published(fresh), viewer, view)).toBe(unread);
  });

  test("a new floor of somebody else does not appear among the author's own", () => {
    const list = pages([[floor(2, { is_post_author: true })]]);
    const only = { postId, authorOnly: true };
    expect(applyToFloors(list, published(floor(3)), viewer, only)).toBe(list);
    expect(applyToFloors(list, published(floor(3, { is_post_author: true })), viewer, only).pages[0]?.entries).toHaveLength(2);
  });

  test("the first three replies stand inside their floor, later ones only count", () => {
    let list = pages([[floor(2)]]);
    for (let number = 1; number <= 4; number += 1) {
      list = applyToFloors(list, published(floor(2, { reply_number: number })), viewer, view);
    }
    const [shown] = list.pages[0]?.entries ?? [];
    expect(shown?.reply_count).toBe(4);
    expect(shown?.replies.map((reply) => reply.reply_number)).toEqual([1, 2, 3]);
  });

  test("a hidden floor keeps its number and loses its words", () => {
    const shown = floor(2, { like_count: 2, liked: true });
    const event: LiveEvent = {
      kind: "comment.hidden",
      circle_id: CIRCLE,
      post_id: postId,
      comment_id: shown.comment_id,
      author_id: shown.author.account_id,
      floor: 2,
      reply_number: 0,
      state: "removed",
      comment_count: 0,
      reply_count: 0,
    };
    const [after] = applyToFloors(pages([[shown]]), event, viewer, view).pages[0]?.entries ?? [];
    expect(after).toMatchObject({ floor: 2, state: "removed", text: "", html: "", liked: true });
    const [gone] = applyToFloors(pages([[shown]]), { ...event, state: "deleted" }, viewer, view).pages[0]?.entries ?? [];
    expect(gone).toMatchObject({ state: "deleted", liked: false });
  });

  test("a hidden reply counts no more", () => {
    const reply = floor(2, { reply_number: 1 });
    const list = pages([[floor(2, { replies: [reply], reply_count: 5 })]]);
    const event: LiveEvent = {
      kind: "comment.hidden",
      circle_id: CIRCLE,
      post_id: postId,
      comment_id: id(),
      author_id: id(),
      floor: 2,
      reply_number: 4,
      state: "removed",
      comment_count: 5,
      reply_count: 4,
    };
    expect(applyToFloors(list, event, viewer, view).pages[0]?.entries[0]?.reply_count).toBe(4);
    const own = { ...event, comment_id: reply.comment_id, reply_number: 1 };
    expect(applyToFloors(list, own, viewer, view).pages[0]?.entries[0]).toMatchObject({ reply_count: 4, replies: [{ state: "removed" }] });
  });

  test("a like of a reply is found inside its floor", () => {
    const reply = floor(2, { reply_number: 1 });
    const list = pages([[floor(2, { replies: [reply], reply_count: 1 })]]);
    const event: LiveEvent = { kind: "likes.counted", circle_id: CIRCLE, post_id: postId, comment_id: reply.comment_id, like_count: 5 };
    expect(applyToFloors(list, event, viewer, view).pages[0]?.entries[0]?.replies[0]?.like_count).toBe(5);
  });

  test("what is mine is mine, though an event shows it as a stranger sees it", () => {
    const mine = floor(2, { author: person({ account_id: ME }) });
    expect(applyToFloors(pages([[]]), published(mine), viewer, view).pages[0]?.entries[0]?.mine).toBe(true);
  });

  test("opened replies grow at their end", () => {
    const first = floor(2, { reply_number: 1 });
    const next = floor(2, { reply_number: 2 });
    const list = pages([[first]]);
    expect(applyToReplies(list, published(next), viewer, { postId, floor: 2 }).pages[0]?.entries).toEqual([first, next]);
    expect(applyToReplies(list, published(next), viewer, { postId, floor: 3 })).toEqual(list);
  });

  test("an event about another post changes nothing, not even the object", () => {
    const list = pages([[floor(2)]]);
    expect(applyToFloors(list, published(comment({ post_id: id() })), viewer, view)).toBe(list);
  });
});
