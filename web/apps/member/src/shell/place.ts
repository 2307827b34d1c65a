/** Where one was in a list: back from an entry, and after a reload, the same entry stands at the same height. */
import { useLocation } from "@tanstack/react-router";
import { useEffect, useEffectEvent, useLayoutEffect, useRef } from "react";

const PREFIX = "tonghao.place.";
const ENTRIES = "main [data-entry], main li[id^='floor-']";
// Below the bar at the top.
const EDGE_PX = 56;
// Photos and fonts that come late move things; after that the page is the reader's.
const HOLD_MS = 1500;
const MOST_PAGES = 20;
const REST_MS = 120;

type Place = { entry: string; offset: number };

const nameOf = (entry: HTMLElement) => entry.dataset["entry"] ?? entry.id;

function read(key: string): Place | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? "null");
    if (typeof kept !== "object" || kept === null || !("entry" in kept) || !("offset" in kept)) return null;
    return typeof kept.entry === "string" && typeof kept.offset === "number" ? { entry: kept.entry, offset: kept.offset } : null;
  } catch {
    return null;
  }
}

/** The first entry that one sees, and how far its top lies from the top of the window. */
function seen(): Place | null {
  for (const entry of document.querySelectorAll<HTMLElement>(ENTRIES)) {
    const { top, bottom } = entry.getBoundingClientRect();
    if (bottom > EDGE_PX) return { entry: nameOf(entry), offset: top };
  }
  return null;
}

function keep(key: string): void {
  try {
    const place = scrollY > 0 ? seen() : null;
    if (place === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(place));
  } catch {
    // Nothing is kept in this browser: one begins at the top.
  }
}

function stand(place: Place): boolean {
  const entry = [...document.querySelectorAll<HTMLElement>(ENTRIES)].find((one) => nameOf(one) === place.entry);
  if (entry === undefined) return false;
  const by = entry.getBoundingClientRect().top - place.offset;
  if (Math.abs(by) >= 1) scrollBy({ top: by, behavior: "instant" });
  return true;
}

type List = { ready: boolean; has: boolean; busy: boolean; onMore: () => void };

/** Keep the reader's place in the list of this page, and go back to it once the list is long enough. */
export function useKeptPlace({ ready, has, busy, onMore }: List): void {
  const key = PREFIX + useLocation({ select: (location) => location.state.__TSR_key ?? location.href });
  const wanted = useRef<Place | null>(null);
  const pages = useRef(0);
  const more = useEffectEvent(onMore);
  useLayoutEffect(() => {
    wanted.current = read(key);
    pages.current = 0;
  }, [key]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onScroll = () => {
      clearTimeout(timer);
      timer = setTimeout(() => wanted.current === null && keep(key), REST_MS);
    };
    // The reader moves: from now on the page is theirs.
    const onHand = () => {
      wanted.current = null;
    };
    // Before anything is pressed the list is still there to be measured.
    const onLeave = () => wanted.current === null && keep(key);
    addEventListener("scroll", onScroll, { passive: true });
    for (const name of ["wheel", "touchmove", "keydown"]) addEventListener(name, onHand, { passive: true });
    addEventListener("pagehide", onLeave);
    document.addEventListener("click", onLeave, { capture: true });
    return () => {
      clearTimeout(timer);
      removeEventListener("scroll", onScroll);
      for (const name of ["wheel", "touchmove", "keydown"]) removeEventListener(name, onHand);
      removeEventListener("pagehide", onLeave);
      document.removeEventListener("click", onLeave, { capture: true });
    };
  }, [key]);
  useEffect(() => {
    const place = wanted.current;
    if (place === null || !ready || busy) return undefined;
    if (!stand(place)) {
      if (has && pages.current < MOST_PAGES) {
        pages.current += 1;
        more();
      } else wanted.current = null;
      return undefined;
    }
    const hold = new ResizeObserver(() => wanted.current !== null && stand(place));
    hold.observe(document.body);
    const timer = setTimeout(() => {
      hold.disconnect();
      wanted.current = null;
    }, HOLD_MS);
    return () => {
      clearTimeout(timer);
      hold.disconnect();
    };
  }, [ready, has, busy]);
}
