import { inLocale, useLocale } from "@tonghao/i18n";
import { Skeleton } from "@tonghao/ui";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { Cover } from "./Cover.tsx";
import { myCirclesQuery } from "./queries.ts";

/** The circles I am in, in the right column. */
export function MyCirclesPanel() {
  const t = useT();
  const locale = useLocale();
  const circles = useQuery(myCirclesQuery);
  return (
    <Panel
      title={t("circles.mine")}
      action={
        <Link to="/discover" className="py-1 text-sm text-brand underline-offset-4 hover:underline">
          {t("circles.discover")}
        </Link>
      }
    >
      {circles.isPending && <Skeleton className="h-24 w-full" />}
      {circles.data?.length === 0 && <p className="text-sm text-muted">{t("circles.none")}</p>}
      <ul className="-mx-2 flex flex-col">
        {circles.data?.map((circle) => (
          <li key={circle.circle_id}>
            <Link
              to="/c/$slug"
              params={{ slug: circle.slug }}
              className="flex min-h-12 items-center gap-3 rounded-small px-2 py-1.5 hover:bg-tint"
            >
              <Cover circle={circle} size="small" className="size-9 shrink-0 rounded-lg" />
              <span className="truncate">{inLocale(locale, circle.name, circle.name_en)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
