import { type Circle, readMustRead } from "@tonghao/api";
import { inLocale, useLocale } from "@tonghao/i18n";
import { Button, Skeleton } from "@tonghao/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { cache } from "../cache.ts";
import { useT } from "../text.ts";
import { PageWords } from "./OpeningPages.tsx";
import { circleQuery, pagesQuery } from "./queries.ts";

/** A newcomer is shown the must-read once, above what the circle says, and in nobody's way. */
export default function MustRead({ circle }: { circle: Circle }) {
  const t = useT();
  const locale = useLocale();
  const pages = useQuery(pagesQuery(circle.circle_id));
  const page = pages.data?.find((one) => one.page === "must_read");
  const read = useMutation({
    mutationFn: () => readMustRead({ path: { circle_id: circle.circle_id } }),
    onMutate: () =>
      cache.setQueryData(circleQuery(circle.slug).queryKey, (old: Circle | undefined) => old && { ...old, must_read_due: false }),
  });
  // Taken away since, or not to be had: nobody is kept waiting for it.
  if (pages.isError || page?.text === "") return null;
  return (
    <section aria-label={t("opening.welcome")} className="flex flex-col gap-3 border-y border-line bg-surface p-4 md:rounded-card md:border">
      <div className="flex flex-col gap-1">
        <h2 className="text-lg font-bold">{t("opening.welcome")}</h2>
        <p className="text-muted">{t("opening.welcome_text", { name: inLocale(locale, circle.name, circle.name_en) })}</p>
      </div>
      {page === undefined ? <Skeleton className="h-32 w-full" /> : <PageWords page={page} />}
      <Button className="self-start" onClick={() => read.mutate()}>
        {t("opening.read")}
      </Button>
    </section>
  );
}
