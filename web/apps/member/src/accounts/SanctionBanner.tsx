import { Link } from "@tanstack/react-router";
import { useT } from "../text.ts";
import { isStopped, useMe } from "./session.ts";

/** Over every page, while one is muted or suspended, or the wallet is frozen: that it is so, and where it says why. */
export default function SanctionBanner() {
  const t = useT();
  const me = useMe();
  const said = isStopped(me) ? "decided.stopped_banner" : me?.sanctions?.includes("mute") === true ? "decided.muted_banner" : "decided.frozen_banner";
  return (
    <section aria-label={t("decided.title")} className="flex flex-wrap items-center justify-center gap-3 bg-amber-tint px-4 py-2 text-sm">
      <span>{t(said)}</span>
      <Link to="/decided" className="flex min-h-8 items-center font-medium text-brand hover:underline">
        {t("decided.why")}
      </Link>
    </section>
  );
}
