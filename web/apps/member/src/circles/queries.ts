import {
  type Circle,
  discoverCircles,
  findCircleBySlug,
  listBans,
  listCircleActs,
  listCirclePages,
  listCirclePageVersions,
  listCirclePosts,
  listInvites,
  listJoinRequests,
  listMembers,
  listMyCircles,
  type OpeningPage,
  previewInvite,
} from "@tonghao/api";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { byCursor, cache } from "../cache.ts";

export type ActGroup = "content" | "people" | "circle" | "undone";

export const circleQuery = (slug: string) =>
  queryOptions({
    queryKey: ["circle", slug],
    queryFn: ({ signal }) => findCircleBySlug({ path: { slug }, signal }),
    refetchInterval: ({ state }) => untilDutyChanges(state.data, Date.now()),
  });

const A_DAY = 86_400_000;

/** Milliseconds until another person is on duty, or nobody: then what the page says of photos changes. */
export function untilDutyChanges(circle: Pick<Circle, "on_duty" | "next_duty_at"> | undefined, now: number): number | false {
  const moments = [...(circle?.on_duty.map((person) => person.until) ?? []), circle?.next_duty_at ?? null];
  const ahead = moments.flatMap((at) => (at === null ? [] : [Date.parse(at) - now])).filter((ms) => ms > 0 && ms < A_DAY);
  return ahead.length === 0 ? false : Math.min(...ahead) + 1000;
}

export const myCirclesQuery = queryOptions({ queryKey: ["my-circles"], queryFn: ({ signal }) => listMyCircles({ signal }) });

export const discoverQuery = (topic: string | undefined, q: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ["discover", topic ?? "", q ?? ""],
    queryFn: ({ pageParam, signal }) => discoverCircles({ query: { topic, q, cursor: pageParam }, signal }),
    ...byCursor,
  });

export const circlePostsQuery = (circleId: string) =>
  infiniteQueryOptions({
    queryKey: ["circle-posts", circleId],
    queryFn: ({ pageParam, signal }) =>
      listCirclePosts({ path: { circle_id: circleId }, query: { cursor: pageParam }, signal }),
    ...byCursor,
  });

export const membersQuery = (circleId: string, q: string) =>
  infiniteQueryOptions({
    queryKey: ["members", circleId, q],
    queryFn: ({ pageParam, signal }) =>
      listMembers({ path: { circle_id: circleId }, query: { cursor: pageParam, q }, signal }),
    ...byCursor,
  });

export const bansQuery = (circleId: string) =>
  infiniteQueryOptions({
    queryKey: ["bans", circleId],
    queryFn: ({ pageParam, signal }) => listBans({ path: { circle_id: circleId }, query: { cursor: pageParam }, signal }),
    ...byCursor,
  });

export const invitesQuery = (circleId: string) =>
  queryOptions({ queryKey: ["invites", circleId], queryFn: ({ signal }) => listInvites({ path: { circle_id: circleId }, signal }) });

export const requestsQuery = (circleId: string, which: "pending" | "decided") =>
  infiniteQueryOptions({
    queryKey: ["requests", circleId, which],
    queryFn: ({ pageParam, signal }) =>
      listJoinRequests({ path: { circle_id: circleId }, query: { which, cursor: pageParam }, signal }),
    ...byCursor,
  });

export const actsQuery = (circleId: string, group: ActGroup | undefined) =>
  infiniteQueryOptions({
    queryKey: ["acts", circleId, group ?? ""],
    queryFn: ({ pageParam, signal }) => listCircleActs({ path: { circle_id: circleId }, query: { group, cursor: pageParam }, signal }),
    ...byCursor,
  });

export const pagesQuery = (circleId: string) =>
  queryOptions({ queryKey: ["circle-pages", circleId], queryFn: ({ signal }) => listCirclePages({ path: { circle_id: circleId }, signal }) });

export const pageVersionsQuery = (circleId: string, page: OpeningPage["page"]) =>
  infiniteQueryOptions({
    queryKey: ["circle-page-versions", circleId, page],
    queryFn: ({ pageParam, signal }) => listCirclePageVersions({ path: { circle_id: circleId, page }, query: { cursor: pageParam }, signal }),
    staleTime: 0,
    ...byCursor,
  });

export const inviteQuery = (token: string) =>
  queryOptions({ queryKey: ["invite", token], queryFn: ({ signal }) => previewInvite({ path: { token }, signal }) });

/** A circle came back from the server: keep it, and read the lists that show it again. */
export function keepCircle(circle: Circle): void {
  cache.setQueryData(circleQuery(circle.slug).queryKey, circle);
  for (const key of ["my-circles", "discover", "members"]) void cache.invalidateQueries({ queryKey: [key] });
}

/** Joined or left: what I may see of it has changed as well. */
export function keepMembership(circle: Circle): void {
  keepCircle(circle);
  void cache.invalidateQueries({ queryKey: ["feed"] });
  void cache.invalidateQueries({ queryKey: ["circle-posts", circle.circle_id] });
}
