import { Skeleton } from "@tonghao/ui";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { myCirclesQuery } from "../circles/queries.ts";
import { Failed } from "../shell/Nowhere.tsx";
import { useT } from "../text.ts";
import { PayeePicker } from "../transfers/parts.tsx";

/** Into which of my circles a packet goes, or to whom. */
export function ChooseWhere() {
  const t = useT();
  const go = useNavigate();
  const circles = useQuery(myCirclesQuery);
  return (
    <div className="flex flex-col gap-6 px-4 md:px-0">
      <p className="text-muted">{t("packets.where")}</p>
      <section aria-labelledby="packet-circles" className="flex flex-col gap-3">
        <h2 id="packet-circles" className="font-semibold">
          {t("packets.into_circle")}
        </h2>
        {circles.isPending && <Skeleton className="h-14 w-full rounded-card" />}
        {circles.isError && <Failed error={circles.error} onRetry={() => void circles.refetch()} />}
        {circles.isSuccess && circles.data.length === 0 && <p className="text-muted">{t("packets.no_circle")}</p>}
        <ul className="flex flex-col overflow-hidden rounded-card border border-line bg-surface empty:hidden">
          {circles.data?.map((circle) => (
            <li key={circle.circle_id} className="border-b border-line last:border-b-0">
              <Link to="/packets/new" search={{ circle: circle.slug }} className="flex min-h-14 items-center px-4 py-2 font-semibold hover:bg-tint">
                {circle.name}
              </Link>
            </li>
          ))}
        </ul>
      </section>
      <PayeePicker label={t("packets.to_somebody")} onPick={(payee) => void go({ to: "/packets/new", search: { to: payee.person.handle } })} />
    </div>
  );
}
