import { Link } from "@tanstack/react-router";
import { useT } from "../text.ts";
import { isStopped, useMe } from "./session.ts";

/** Over every page, while one is muted or suspended: that it is so, and where it says why. */
export default function SanctionBanner() {
  const t = useT();
  const me = useMe();
  return (
    <section aria-label={t("decided.title")} className="flex flex-wrap items-center justify-center gap-3 bg-amber-tint px-4 py-2 text-sm">
      <span>{t(isStopped(me) ? "decided.stopped_banner" : "decided.muted_banner")}</span>
      <Link to="/decided" className="flex min-h-8 items-center font-medium text-brand hover:underline">
        {t("decided.why")}
      </Link>
    </section>
  );
}
