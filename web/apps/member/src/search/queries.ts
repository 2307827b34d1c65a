import { searchNames, searchTexts } from "@tonghao/api";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";

export const KINDS = ["all", "posts", "floors", "circles", "people"] as const;
export const ORDERS = ["best", "newest"] as const;
export const TIMES = { any: 0, week: 7, month: 31, year: 366 } as const;

export type Kind = (typeof KINDS)[number];
export type Order = (typeof ORDERS)[number];
export type When = keyof typeof TIMES;

/** What stands in the address of the page; left out where it says nothing. */
export type Asked = { q?: string; kind?: Kind; order?: Order; when?: When; circle?: string };

/** What of an address makes sense. A word may look like a number, and comes as one. */
export function askedOf({ q, circle, kind, order, when }: Record<string, unknown>): Asked {
  return {
    ...(q === undefined || q === "" ? {} : { q: String(q) }),
    ...(circle === undefined ? {} : { circle: String(circle) }),
    ...among("kind", KINDS, kind),
    ...among("order", ORDERS, order),
    ...among("when", Object.keys(TIMES) as When[], when),
  };
}

function among<Name extends string, Value extends string>(name: Name, values: readonly Value[], given: unknown): { [Key in Name]?: Value } {
  const found = values.find((value) => value === given);
  return found === undefined ? {} : ({ [name]: found } as { [Key in Name]: Value });
}

const DAY_MS = 86_400_000;

/** The beginning of the day so many days ago: the same question stays the same all day. */
function sinceOf(when: When): string | undefined {
  if (when === "any") return undefined;
  const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  return new Date(today - TIMES[when] * DAY_MS).toISOString();
}

export function textsQuery({ q = "", kind = "all", order = "best", when = "any", circle }: Asked) {
  const typed = circle === undefined ? q : `${q} in:${circle}`;
  return infiniteQueryOptions({
    queryKey: ["search", "texts", typed, kind, order, when],
    queryFn: ({ pageParam, signal }) =>
      searchTexts({
        query: { q: typed, kind: kind === "posts" || kind === "floors" ? kind : "all", order, since: sinceOf(when), cursor: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
  });
}

export const namesQuery = (q: string) =>
  queryOptions({ queryKey: ["search", "names", q], queryFn: ({ signal }) => searchNames({ query: { q }, signal }) });
