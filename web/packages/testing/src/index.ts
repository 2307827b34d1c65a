/** Makers of what the API answers, so that a test says only what matters to it. */
import type { Comment, FeedEntry, Medium, Notification, Page, Post, ProfileCard } from "@tonghao/api";

export const ME = "019a0000-0000-7000-8000-000000000001";
export const CIRCLE = "019a0000-0000-7000-8000-00000000c1c1";

let made = 0;

/** A new identifier, later than all before it. */
export function id(): string {
  made += 1;
  return `019a0000-0000-7000-8000-${String(made).padStart(12, "0")}`;
}

export function person(given: Partial<ProfileCard> = {}): ProfileCard {
  return { account_id: id(), handle: "someone", name: "某人", avatar: null, is_gone: false, ...given };
}

export function post(given: Partial<Post> = {}): Post {
  return {
    circle_id: CIRCLE,
    circle_slug: "pao",
    circle_name: "慢跑也算跑",
    circle_name_en: "Slow Runs Count",
    post_id: id(),
    author: person(),
    text: "周日七点，桥头见。",
    html: "<p>周日七点，桥头见。</p>",
    photos: [],
    state: "visible",
    category: null,
    reason: null,
    label: null,
    curb: null,
    like_count: 0,
    liked: false,
    comment_count: 0,
    last_floor: 1,
    version: 1,
    created_at: "2026-11-22T01:00:00Z",
    published_at: "2026-11-22T01:00:00Z",
    edited_at: null,
    kind: "plain",
    tags: [],
    pinned_at: null,
    digest: null,
    slow_seconds: 0,
    lock: null,
    quote: null,
    mine: false,
    author_level: null,
    answer_floors: [],
    read_floor: 0,
    follows: false,
    new_floors: 0,
    poll: null,
    meetup: null,
    ...given,
  };
}

export function comment(given: Partial<Comment> = {}): Comment {
  return {
    circle_id: CIRCLE,
    post_id: id(),
    comment_id: id(),
    floor: 2,
    reply_number: 0,
    reply_to: null,
    author: person(),
    text: "看到了",
    html: "<p>看到了</p>",
    state: "visible",
    category: null,
    reason: null,
    label: null,
    curb: null,
    like_count: 0,
    liked: false,
    reply_count: 0,
    replies: [],
    version: 1,
    created_at: "2026-11-22T02:00:00Z",
    edited_at: null,
    mine: false,
    is_post_author: false,
    author_level: null,
    thanks_count: 0,
    thanked: false,
    is_answer: false,
    ...given,
  };
}

export function feedEntry(given: Partial<Post> = {}): FeedEntry {
  const shown = post(given);
  return {
    post: shown,
    why: { kind: "joined_circle", circle_id: shown.circle_id, circle_name: shown.circle_name, joined_at: "2026-10-01T00:00:00Z" },
  };
}

export function notification(given: Partial<Notification> = {}): Notification {
  return {
    id: id(),
    kind: "reply",
    actor: person(),
    circle_id: CIRCLE,
    circle_slug: "pao",
    circle_name: "慢跑也算跑",
    circle_name_en: "Slow joggers",
    post_id: id(),
    comment_id: id(),
    floor: 2,
    excerpt: "看到了",
    details: {},
    at: "2026-11-22T02:00:00Z",
    read: false,
    ...given,
  };
}

export function medium(given: Partial<Medium> = {}): Medium {
  return {
    owner_id: ME,
    media_id: id(),
    purpose: "post",
    state: "pending",
    alt: "",
    width: null,
    height: null,
    blur: null,
    category: null,
    reason: null,
    appeal: null,
    created_at: "2026-11-22T02:00:00Z",
    checked_at: null,
    ...given,
  };
}

/** Pages as an infinite query keeps them; the last one ends the list unless `more` is said. */
export function pages<T>(lists: T[][], more: string | null = null): { pages: Page<T>[]; pageParams: (string | null)[] } {
  return {
    pages: lists.map((entries, at) => ({ entries, next_cursor: at === lists.length - 1 ? more : `c${at + 1}` })),
    pageParams: lists.map((_, at) => (at === 0 ? null : `c${at}`)),
  };
}
