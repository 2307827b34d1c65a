/** What happened to posts and comments, applied to what is shown. Applying an event equals a fresh fetch. */
import type { Comment, LiveEvent, Post } from "@tonghao/api";
import { signedIn } from "../accounts/session.ts";
import { countedMeetup } from "../meetups/live.ts";
import { countedPoll, hidesCounts } from "../polls/live.ts";
import { cache, entriesOf, insertEntry, mapEntries, type Pages, show } from "../cache.ts";

// The first replies of a floor come with the floor; the rest are fetched when they are opened.
const REPLIES_INSIDE = 3;

type Viewer = { accountId: string | null };

function mineOf({ liked, read_floor, follows, new_floors }: Post): Partial<Post> {
  return { liked, read_floor, follows, new_floors };
}

/** How many floors are new after one of them came or went, which the count of comments tells; a reply is no floor. */
function newFloors(post: Post, event: { comment_count: number }, { floor, reply_number }: { floor: number; reply_number: number }): number {
  if (post.read_floor === 0 || floor <= post.read_floor || reply_number > 0) return post.new_floors;
  return Math.max(0, post.new_floors + event.comment_count - post.comment_count);
}

/** The post after `event`. An event carries it as a stranger sees it, so what is mine stays mine. */
export function applyToPost(post: Post, event: LiveEvent, viewer: Viewer): Post {
  if (!("post_id" in event) || event.post_id !== post.post_id) return post;
  switch (event.kind) {
    case "post.published":
    case "post.edited":
      return {
        ...event.post,
        ...mineOf(post),
        mine: event.author_id === viewer.accountId,
        poll: countedPoll(post.poll, event.post.poll),
        meetup: countedMeetup(post.meetup, event.post.meetup),
      };
    case "poll.counted":
      return { ...post, poll: countedPoll(post.poll, event.poll) };
    case "meetup.counted":
      return { ...post, meetup: countedMeetup(post.meetup, event.meetup) };
    case "seat.given":
      return post.meetup && event.account_id === viewer.accountId ? { ...post, meetup: { ...post.meetup, my_state: "going", my_place: null } } : post;
    case "answers.marked":
      return { ...post, answer_floors: event.answer_floors };
    case "thread.marked":
      return { ...post, read_floor: event.read_floor, follows: event.follows, new_floors: event.new_floors };
    case "post.marked":
      return { ...post, ...event.marks };
    case "likes.counted":
      return event.comment_id === null ? { ...post, like_count: event.like_count } : post;
    case "comment.published":
      return {
        ...post,
        comment_count: event.comment_count,
        last_floor: Math.max(post.last_floor, event.comment.floor),
        new_floors: newFloors(post, event, event.comment),
      };
    case "comment.hidden":
      // Also one that was held as it was written: its number is taken.
      return {
        ...post,
        comment_count: event.comment_count,
        last_floor: Math.max(post.last_floor, event.floor),
        new_floors: newFloors(post, event, event),
      };
    default:
      return post;
  }
}

// Our times have microseconds, which Date does not keep.
function momentOf(post: Post): [number, string] {
  const at = post.published_at ?? post.created_at;
  return [Date.parse(at), (/\.(\d+)/.exec(at)?.[1] ?? "").padEnd(6, "0")];
}

/** Whether `one` stands above `other`: newest first, as the server sorts. */
export function isNewer(one: Post, other: Post): boolean {
  const [a, aFraction] = momentOf(one);
  const [b, bFraction] = momentOf(other);
  if (a !== b) return a > b;
  return aFraction === bFraction ? one.post_id > other.post_id : aFraction > bFraction;
}

/** The list after `event`: a hidden post leaves it, unless it is the viewer's own. */
export function applyToPosts(pages: Pages<Post>, event: LiveEvent, viewer: Viewer): Pages<Post> {
  return mapEntries(pages, (post) => {
    const gone = event.kind === "post.hidden" && event.post_id === post.post_id && event.author_id !== viewer.accountId;
    return gone ? null : applyToPost(post, event, viewer);
  });
}

/** A circle's list, newest first, after `event`: a new post comes to its place, a hidden one goes, whosever it is. */
export function applyToCirclePosts(pages: Pages<Post>, circleId: string, event: LiveEvent, viewer: Viewer): Pages<Post> {
  if (event.kind === "post.hidden") return mapEntries(pages, (post) => (post.post_id === event.post_id ? null : post));
  const known = pages.pages.some((page) => page.entries.some((post) => "post_id" in event && post.post_id === event.post_id));
  if (event.kind !== "post.published" || event.circle_id !== circleId || known) return applyToPosts(pages, event, viewer);
  const post = { ...event.post, liked: false, mine: event.author_id === viewer.accountId };
  return insertEntry(pages, post, isNewer);
}

// As many characters as the server shows of a quoted comment.
const QUOTED_CHARACTERS = 140;

/** `comment` with what it quotes as it stands after `event`. */
function requoted(comment: Comment, event: LiveEvent): Comment {
  const quote = comment.quote;
  if (!quote || !("comment_id" in event) || event.comment_id !== quote.comment_id) return comment;
  switch (event.kind) {
    case "comment.published":
    case "comment.edited":
      if (quote.state === "blocked") return comment;
      return { ...comment, quote: { ...quote, state: "visible", words: Array.from(event.comment.text).slice(0, QUOTED_CHARACTERS).join("") } };
    case "comment.hidden":
      return { ...comment, quote: { ...quote, state: event.state, words: "" } };
    default:
      return comment;
  }
}

function hiddenOf(comment: Comment, event: LiveEvent & { kind: "comment.hidden" }): Comment {
  // Of a deleted one the likes are gone, too; a removed one may come back with them.
  const [liked, thanked] = event.state === "deleted" ? [false, false] : [comment.liked, comment.thanked];
  return { ...comment, state: event.state, text: "", html: "", category: null, reason: null, quote_id: null, quote: null, liked, thanked };
}

/** One comment after `event`; `comment` itself when it is about something else. */
export function applyToComment(comment: Comment, event: LiveEvent, viewer: Viewer): Comment {
  if (!("comment_id" in event) || event.comment_id !== comment.comment_id) return requoted(comment, event);
  switch (event.kind) {
    case "comment.published":
    case "comment.edited":
      return {
        ...event.comment,
        liked: comment.liked,
        thanked: comment.thanked,
        mine: event.author_id === viewer.accountId,
        replies: comment.replies,
        reply_count: comment.reply_count,
      };
    case "comment.hidden":
      return event.author_id === viewer.accountId ? comment : hiddenOf(comment, event);
    case "likes.counted":
      return { ...comment, like_count: event.like_count };
    case "thanks.counted":
      return { ...comment, thanks_count: event.thanks_count };
    default:
      return comment;
  }
}

function applyToFloor(floor: Comment, event: LiveEvent, viewer: Viewer): Comment {
  const own = applyToComment(floor, event, viewer);
  if (own !== floor && "comment_id" in event && event.comment_id === floor.comment_id) return own;
  const replies = floor.replies.map((reply) => applyToComment(reply, event, viewer));
  const changed = replies.some((reply, at) => reply !== floor.replies[at]);
  const count = event.kind === "comment.hidden" && event.floor === floor.floor ? event.reply_count : floor.reply_count;
  return changed || count !== floor.reply_count ? { ...own, replies: changed ? replies : floor.replies, reply_count: count } : own;
}

function withReply(floor: Comment, reply: Comment, count: number | null): Comment {
  const known = floor.replies.some((one) => one.comment_id === reply.comment_id);
  const replies = known || floor.replies.length >= REPLIES_INSIDE ? floor.replies : [...floor.replies, reply];
  return { ...floor, replies, reply_count: count ?? (known ? floor.reply_count : floor.reply_count + 1) };
}

/** The floors after `event`. A new floor is added only where the list has already reached the end. */
export function applyToFloors(
  pages: Pages<Comment>,
  event: LiveEvent,
  viewer: Viewer,
  view: { postId: string; authorOnly: boolean },
): Pages<Comment> {
  if (!("post_id" in event) || event.post_id !== view.postId) return pages;
  if (event.kind === "answers.marked") {
    return mapEntries(pages, (floor) => ({ ...floor, is_answer: event.answer_floors.includes(floor.floor) }));
  }
  if (event.kind !== "comment.published") return mapEntries(pages, (floor) => applyToFloor(floor, event, viewer));
  const comment = { ...event.comment, mine: event.author_id === viewer.accountId };
  const known = pages.pages.some((page) => page.entries.some((floor) => floor.comment_id === comment.comment_id));
  const next = mapEntries(pages, (floor) => {
    const now = applyToFloor(floor, event, viewer);
    return comment.reply_number > 0 && floor.floor === comment.floor ? withReply(now, comment, event.reply_count) : now;
  });
  const last = next.pages.at(-1);
  const wanted = comment.reply_number === 0 && (!view.authorOnly || comment.is_post_author);
  if (known || last === undefined || last.next_cursor !== null || !wanted) return next;
  return { ...next, pages: [...next.pages.slice(0, -1), { ...last, entries: [...last.entries, comment] }] };
}

/** The opened replies of one floor after `event`. */
export function applyToReplies(
  pages: Pages<Comment>,
  event: LiveEvent,
  viewer: Viewer,
  view: { postId: string; floor: number },
): Pages<Comment> {
  if (!("post_id" in event) || event.post_id !== view.postId) return pages;
  const next = mapEntries(pages, (reply) => applyToComment(reply, event, viewer));
  if (event.kind !== "comment.published" || event.comment.floor !== view.floor || event.comment.reply_number === 0) return next;
  const known = pages.pages.some((page) => page.entries.some((reply) => reply.comment_id === event.comment_id));
  const last = next.pages.at(-1);
  if (known || last === undefined || last.next_cursor !== null) return next;
  const reply = { ...event.comment, mine: event.author_id === viewer.accountId };
  return { ...next, pages: [...next.pages.slice(0, -1), { ...last, entries: [...last.entries, reply] }] };
}

// A comment of mine comes twice, as the answer to my write and as an event, in either order.
const heard = new Set<string>();

/** Apply `event` to all that the cache holds of posts and floors. */
export function hearPosts(event: LiveEvent): void {
  if (event.kind === "schedule.failed") void cache.invalidateQueries({ queryKey: ["scheduled"] });
  if (!("post_id" in event)) return;
  const viewer: Viewer = { accountId: signedIn()?.account_id ?? null };
  if (event.kind === "comment.hidden") hearHidden(event, viewer);
  if (event.kind === "comment.published") heard.add(event.comment_id);
  if (event.kind === "poll.counted" || event.kind === "meetup.counted" || event.kind === "seat.given") hearCarried(event);
  applyEverywhere(event, viewer);
  if (event.kind === "post.marked") {
    for (const name of ["pinned", "digest", "posting-rules"]) void cache.invalidateQueries({ queryKey: [name, event.circle_id] });
  }
  if (event.kind === "post.hidden") void cache.invalidateQueries({ queryKey: ["pinned", event.circle_id] });
  // The author of something hidden sees the reason, which an event for everybody does not carry.
  const mine = "author_id" in event && event.author_id === viewer.accountId;
  if (event.kind === "post.hidden") {
    for (const name of ["post", "floors", "replies"]) void cache.invalidateQueries({ queryKey: [name, event.circle_id, event.post_id] });
  }
  // What somebody wrote is sorted by when it was written, which may be long before it is seen.
  if (event.kind === "post.published") void cache.invalidateQueries({ queryKey: ["account-posts", event.post.author.handle] });
  // Perhaps one that waited for its time.
  if (event.kind === "post.published" && mine) void cache.invalidateQueries({ queryKey: ["scheduled"] });
  // A post that comes back may bear my like or my mark, which an event for everybody does not say: read with the next visit.
  if (event.kind === "post.published" && (event.post.like_count > 0 || event.post.last_floor > 1 || event.post.poll || event.post.meetup || mine)) {
    for (const queryKey of [["circle-posts", event.circle_id], ["feed"]]) void cache.invalidateQueries({ queryKey, refetchType: "none" });
  }
  if (event.kind === "post.hidden" && mine) void cache.invalidateQueries({ queryKey: ["account-posts"] });
}

/** What an event for everybody cannot say of a poll or a queue is fetched: counts that I may see, my place. */
function hearCarried(event: LiveEvent & { kind: "poll.counted" | "meetup.counted" | "seat.given" }): void {
  const queryKey = ["post", event.circle_id, event.post_id];
  const shown = cache.getQueryData<Post>(queryKey);
  const waits = shown?.meetup?.my_state === "waiting";
  const sees = event.kind === "poll.counted" && hidesCounts(event.poll) && shown?.poll?.options.some((option) => option.vote_count !== null);
  if (waits || sees === true) void cache.invalidateQueries({ queryKey });
  for (const list of [["circle-posts", event.circle_id], ["account-posts"], ["feed"]]) void cache.invalidateQueries({ queryKey: list, refetchType: "none" });
}

/** Its author reads why; to the others a tombstone that they never saw as a comment has to be fetched. */
function hearHidden(event: LiveEvent & { kind: "comment.hidden" }, viewer: Viewer): void {
  const keys = ["floors", "replies"].map((name) => [name, event.circle_id, event.post_id]);
  const shown = keys.flatMap((queryKey) => cache.getQueriesData<Pages<Comment>>({ queryKey }).flatMap(([, pages]) => entriesOf(pages)));
  const known = shown.some((one) => [one, ...one.replies].some((comment) => comment.comment_id === event.comment_id));
  if (known && event.author_id !== viewer.accountId) return;
  for (const queryKey of keys) void cache.invalidateQueries({ queryKey });
}

function applyEverywhere(event: LiveEvent, viewer: Viewer): void {
  for (const query of cache.getQueryCache().findAll()) {
    const [name, ...rest] = query.queryKey;
    const shown = query.state.data;
    if (shown === undefined) continue;
    const next = applied(String(name), rest, shown, event, viewer);
    if (next !== shown) show(query.queryKey, next);
  }
}

function applied(name: string, rest: readonly unknown[], shown: unknown, event: LiveEvent, viewer: Viewer): unknown {
  switch (name) {
    case "post":
      return applyToPost(shown as Post, event, viewer);
    case "circle-posts":
      return applyToCirclePosts(shown as Pages<Post>, String(rest[0]), event, viewer);
    case "account-posts":
    case "followed":
      return applyToPosts(shown as Pages<Post>, event, viewer);
    case "floors":
      return applyToFloors(shown as Pages<Comment>, event, viewer, { postId: String(rest[1]), authorOnly: rest[2] === true });
    case "replies":
      return applyToReplies(shown as Pages<Comment>, event, viewer, { postId: String(rest[1]), floor: Number(rest[2]) });
    default:
      return shown;
  }
}

/** My own write or edit, shown before its event comes. */
export function showComment(comment: Comment, commentCount: number): void {
  if (heard.has(comment.comment_id)) return;
  const viewer: Viewer = { accountId: signedIn()?.account_id ?? null };
  applyEverywhere(
    {
      kind: "comment.published",
      circle_id: comment.circle_id,
      post_id: comment.post_id,
      comment_id: comment.comment_id,
      author_id: comment.author.account_id,
      comment_count: commentCount,
      reply_count: null,
      comment,
    },
    viewer,
  );
}
