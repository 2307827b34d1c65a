import { useRouter } from "@tanstack/react-router";
import { useEffect } from "react";

/** Links inside texts that the server rendered open in the app when they lead to one of its own pages. */
export function useInnerLinks(): void {
  const router = useRouter();
  useEffect(() => {
    const onClick = (event: MouseEvent) => {
      if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>(".prose a[href]") : null;
      if (link === null || link.origin !== location.origin || link.target === "_blank") return;
      if (!/^\/(c|u|i)\//.test(link.pathname)) return;
      event.preventDefault();
      router.history.push(link.pathname + link.search + link.hash);
    };
    document.addEventListener("click", onClick);
    return () => document.removeEventListener("click", onClick);
  }, [router]);
}
