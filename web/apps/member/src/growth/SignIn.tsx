import { type Circle, signInToCircle } from "@tonghao/api";
import { inLocale, useLocale } from "@tonghao/i18n";
import { Button, toast } from "@tonghao/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { cache } from "../cache.ts";
import { useT } from "../text.ts";
import "./live.ts";
import { growthQuery, levelsQuery } from "./queries.ts";

/** In a circle that has levels: sign in for today, and where one stands. Nothing elsewhere. */
export default function SignIn({ circle, link = true }: { circle: Circle; link?: boolean }) {
  const t = useT();
  const locale = useLocale();
  const levels = useQuery(levelsQuery(circle.circle_id));
  const on = levels.data?.is_on === true && circle.my_role !== null;
  const growth = useQuery({ ...growthQuery(circle.circle_id), enabled: on });
  const sign = useMutation({
    mutationFn: () => signInToCircle({ path: { circle_id: circle.circle_id } }),
    onSuccess: (signed) => {
      cache.setQueryData(growthQuery(circle.circle_id).queryKey, signed.growth);
      toast(t(signed.forgave === null ? "sign.done" : "sign.forgave", { count: signed.growth.streak }));
    },
  });
  const mine = growth.data;
  if (!on || mine === undefined) return null;
  const title = levels.data?.levels[mine.level - 1];
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-line bg-surface px-4 py-2 max-md:border-y md:rounded-card md:border">
      <Button
        look={mine.signed_in_today ? "line" : "primary"}
        size="s"
        className="min-h-11"
        disabled={mine.signed_in_today || circle.is_banned || circle.state === "closed"}
        busy={sign.isPending}
        onClick={() => sign.mutate()}
      >
        {mine.signed_in_today ? t("sign.today") : t("sign.act")}
      </Button>
      <p className="min-w-0 flex-1 text-sm text-muted tabular-nums">
        {t("sign.streak", { count: mine.streak })} · {t("levels.level", { level: mine.level })}
        {title !== undefined && ` ${inLocale(locale, title.zh, title.en)}`}
      </p>
      {link && (
        <Link
          to="/c/$slug/levels"
          params={{ slug: circle.slug }}
          className="flex min-h-11 items-center text-sm text-brand underline-offset-4 hover:underline"
        >
          {t("levels.how")}
        </Link>
      )}
    </div>
  );
}
