import { type Circle, readMustRead } from "@tonghao/api";
import { inLocale, useLocale } from "@tonghao/i18n";
import { Button, Dialog, Skeleton } from "@tonghao/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { cache } from "../cache.ts";
import { useT } from "../text.ts";
import { PageWords } from "./OpeningPages.tsx";
import { circleQuery, pagesQuery } from "./queries.ts";

/** A newcomer is shown the must-read once, and goes on. */
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
    <Dialog
      title={t("opening.welcome")}
      description={t("opening.welcome_text", { name: inLocale(locale, circle.name, circle.name_en) })}
      onClose={() => read.mutate()}
      footer={<Button onClick={() => read.mutate()}>{t("opening.read")}</Button>}
    >
      {page === undefined ? <Skeleton className="h-32 w-full" /> : <PageWords page={page} />}
    </Dialog>
  );
}
