/** Who is signed in on this device. */
import { getMe, getSite, isRefusal, type Me, offlineRefusal, type Site } from "@tonghao/api";
import { currentLocale, setLocale } from "@tonghao/i18n";
import { showTheme } from "@tonghao/tokens";
import { showZone } from "@tonghao/ui";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { cache, tellSignedOut } from "../cache.ts";
import { forgetPerson } from "./kept.ts";

const HINT = "tonghao.signed-in";

export const siteQuery = queryOptions({ queryKey: ["site"], queryFn: () => getSite({}), staleTime: Number.POSITIVE_INFINITY });

export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: async (): Promise<Me | null> => {
    try {
      return await getMe({});
    } catch (error) {
      if (!isRefusal(error) || error.status !== 401) throw error;
      // After this answer is kept, not in the middle of it.
      setTimeout(tellSignedOut);
      return null;
    }
  },
  staleTime: 5 * 60_000,
});

/** Suspended, or closed for good: then there is one page left. */
export function isStopped(me: Me | null): boolean {
  return (me?.sanctions ?? []).some((one) => one === "suspend" || one === "close");
}

function hint(): string | null {
  try {
    return localStorage.getItem(HINT);
  } catch {
    return null;
  }
}

/** Whether somebody was signed in here when this device was last used. */
export function wasSignedIn(): boolean {
  return hint() === "1";
}

function keepHint(signedIn: boolean): void {
  try {
    localStorage.setItem(HINT, signedIn ? "1" : "0");
  } catch {
    // Without storage the next visit asks the server first.
  }
}

/**
 * Read the site and, when somebody is signed in, who. The server says in `site` whether there is a
 * session, so that a reader without an account never causes a refused request.
 */
export async function startSession(): Promise<void> {
  const early = wasSignedIn() ? cache.fetchQuery(meQuery) : null;
  // Its failure is heard below, perhaps only after the site has answered.
  early?.catch(() => undefined);
  const site = await cache.fetchQuery(siteQuery).catch(() => null);
  let me: Me | null = null;
  try {
    me = early !== null ? await early : site?.signed_in === false ? null : await cache.fetchQuery(meQuery);
  } catch (error) {
    if (isRefusal(error) && error.status !== 0) throw error;
    throw offlineRefusal();
  }
  beSignedIn(me);
}

let lastMe: Me | null = null;
let here: string | null = null;

/** The session ended on the server. False when nobody was signed in here anyway. */
export function endSession(): boolean {
  if (here === null) return false;
  beSignedIn(null);
  return true;
}

/** From now on this person, or nobody, is signed in here. */
export function beSignedIn(me: Me | null): void {
  const before = cache.getQueryData<Me | null>(meQuery.queryKey);
  // While the page starts nothing is kept of anybody else, and what was fetched early stays.
  if (before !== undefined && before?.account_id !== me?.account_id) {
    const site = cache.getQueryData<Site>(siteQuery.queryKey);
    cache.clear();
    if (site !== undefined) cache.setQueryData(siteQuery.queryKey, site);
  }
  cache.setQueryData(meQuery.queryKey, me);
  // Of a session that ended while this page was closed only the hint tells.
  if (here !== null ? here !== me?.account_id : me === null && wasSignedIn()) forgetPerson();
  keepHint(me !== null);
  here = me?.account_id ?? null;
  if (me === null) return;
  lastMe = me;
  showZone(me.zone);
  showTheme(me.theme);
  if (me.locale !== currentLocale()) void setLocale(me.locale);
}

export function signedIn(): Me | null {
  return cache.getQueryData<Me | null>(meQuery.queryKey) ?? null;
}

/** The signed-in person, or null. */
export function useMe(): Me | null {
  return useQuery(meQuery).data ?? null;
}

/** On pages that only a signed-in person reaches. When the session ends meanwhile they keep who it was until they go. */
export function useSignedIn(): Me {
  const me = useMe() ?? lastMe;
  if (me === null) throw new Error("this page needs a signed-in person");
  return me;
}

export function useSite(): Site {
  const site = useQuery(siteQuery).data;
  return site ?? EMPTY_SITE;
}

const EMPTY_SITE: Site = {
  name: "同好",
  public_url: "",
  demo: false,
  doors: [],
  terms_version: "",
  upload_bytes: 20_000_000,
  upload_types: ["image/jpeg", "image/png", "image/webp", "image/heic", "image/heif", "image/gif"],
  topics: [],
  version: "",
  signed_in: false,
  phone: false,
};
