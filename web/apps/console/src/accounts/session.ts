/** Who is signed in here, and whether the console is theirs. */
import { getMe, getSite, isRefusal, type Me, type Site } from "@tonghao/api";
import { currentLocale, setLocale } from "@tonghao/i18n";
import { showZone } from "@tonghao/ui";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { cache } from "../cache.ts";
import { wear } from "../theme.ts";

export const siteQuery = queryOptions({ queryKey: ["site"], queryFn: () => getSite({}), staleTime: Number.POSITIVE_INFINITY });

export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: async (): Promise<Me | null> => {
    try {
      return await getMe({});
    } catch (error) {
      if (isRefusal(error) && error.status === 401) return null;
      throw error;
    }
  },
  staleTime: 5 * 60_000,
});

/** Read the site; it says whether there is a session, so nobody without one causes a refused request. */
export async function startSession(): Promise<void> {
  const site = await cache.fetchQuery(siteQuery).catch(() => null);
  beSignedIn(site === null || site.signed_in === false ? null : await cache.fetchQuery(meQuery).catch(() => null));
}

let lastMe: Me | null = null;

/** From now on this person, or nobody, is signed in here. */
export function beSignedIn(me: Me | null): void {
  const before = cache.getQueryData<Me | null>(meQuery.queryKey);
  if (before?.account_id !== me?.account_id) {
    const site = cache.getQueryData<Site>(siteQuery.queryKey);
    cache.clear();
    if (site !== undefined) cache.setQueryData(siteQuery.queryKey, site);
  }
  cache.setQueryData(meQuery.queryKey, me);
  if (me === null) return;
  lastMe = me;
  showZone(me.zone);
  wear(me.theme);
  if (me.locale !== currentLocale()) void setLocale(me.locale);
}

export function signedIn(): Me | null {
  return cache.getQueryData<Me | null>(meQuery.queryKey) ?? null;
}

export function useMe(): Me | null {
  return useQuery(meQuery).data ?? null;
}

/** On pages that only a signed-in person reaches; who it was, until they go. */
export function useSignedIn(): Me {
  const me = useMe() ?? lastMe;
  if (me === null) throw new Error("this page needs a signed-in person");
  return me;
}

export function mayModerate(me: Me | null): boolean {
  return me !== null && me.role !== "member";
}

export function mayOperate(me: Me | null): boolean {
  return me?.role === "operator";
}

export function useSite(): { name: string; doors: Site["doors"]; topics: Site["topics"] } {
  return useQuery(siteQuery).data ?? EMPTY_SITE;
}

const EMPTY_SITE = { name: "同好", doors: [], topics: [] };
