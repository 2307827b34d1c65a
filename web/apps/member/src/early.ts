/** What the first page will need is fetched while the page still learns who is there. */
import { wasSignedIn } from "./accounts/session.ts";
import { cache } from "./cache.ts";
import { circleQuery } from "./circles/queries.ts";
import { feedQuery } from "./feed/queries.ts";
import { withWords } from "./text.ts";

const PAGES: [RegExp, () => Promise<unknown>][] = [
  [/^\/$/, () => import("./feed/FeedPage.tsx")],
  [/^\/c\/[^/]+\/?$/, withWords(["circles", "joining", "marks"], () => import("./circles/CirclePosts.tsx"))],
  [/^\/c\/[^/]+\/p\//, withWords(["circles", "posts", "marks", "shelves"], () => import("./posts/PostPage.tsx"))],
];

/** Begin with the code and the content of the page at `path`. What fails here is asked for again by the page. */
export function startEarly(path: string): void {
  const page = PAGES.find(([pattern]) => pattern.test(path));
  page?.[1]().catch(() => undefined);
  if (path === "/" && wasSignedIn()) void cache.prefetchInfiniteQuery(feedQuery);
  const slug = /^\/c\/([^/]+)/.exec(path)?.[1];
  if (slug !== undefined) void cache.prefetchQuery(circleQuery(decodeURIComponent(slug)));
}
