import type { Post, TipPause } from "@tonghao/api";
import { inLocale, useLocale } from "@tonghao/i18n";
import { Button } from "@tonghao/ui";
import { useQuery } from "@tanstack/react-query";
import { HandCoins } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useMe } from "../accounts/session.ts";
import { useDates } from "../dates.ts";
import { useSums } from "../red_packets/sums.ts";
import { useT, withWords } from "../text.ts";
import { tippingQuery } from "./queries.ts";

const TipDialog = lazy(withWords(["packets", "tips", "wallet"], () => import("./TipDialog.tsx")));

/** On the page of a post whose author takes tips: a thank-you in money. Nobody sees how much others gave. */
export function TipButton({ post }: { post: Post }) {
  const t = useT();
  const sum = useSums();
  const me = useMe();
  const [open, setOpen] = useState(false);
  const found = useQuery({ ...tippingQuery(post.circle_id, post.post_id), enabled: me !== null && !post.mine });
  const tipping = found.data;
  if (tipping === undefined || (!tipping.may && tipping.mine === null && tipping.paused === null)) return null;
  return (
    <div className="flex flex-wrap items-center gap-3 px-4 py-1 md:px-0">
      {tipping.may && (
        <Button look="line" size="s" className="min-h-11" onClick={() => setOpen(true)}>
          <HandCoins size={18} aria-hidden="true" />
          {t("tips.give")}
        </Button>
      )}
      {tipping.mine !== null && <span className="text-sm text-muted">{t("tips.mine", { sum: sum(tipping.mine, tipping.currency) })}</span>}
      {tipping.paused !== null && <Paused pause={tipping.paused} />}
      {open && (
        <Suspense fallback={null}>
          <TipDialog post={post} left={tipping.left ?? "0"} currency={tipping.currency} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </div>
  );
}

/** The author takes tips, but nobody is tipped here for now: why, and until when. */
function Paused({ pause }: { pause: TipPause }) {
  const t = useT();
  const { full } = useDates();
  const reason = inLocale(useLocale(), pause.reason, pause.reason_en);
  return (
    <p className="text-sm break-words text-muted">
      {pause.until === null ? t("tips.paused", { reason }) : t("tips.paused_until", { reason, date: full(pause.until) })}
    </p>
  );
}
