import { type Circle, type OpeningPage, writeCirclePage } from "@tonghao/api";
import { Button, Skeleton, TextArea, toast } from "@tonghao/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { cache, sentenceOf } from "../cache.ts";
import { useDates } from "../dates.ts";
import { Failed } from "../shell/Nowhere.tsx";
import { Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { keepCircle, pagesQuery } from "./queries.ts";

const PAGES = ["must_read", "how_it_works", "penalties", "share"] as const;
type PageName = (typeof PAGES)[number];

/** The four pages with which a circle opens. */
export function ManagePages({ circle }: { circle: Circle }) {
  const t = useT();
  const pages = useQuery({ ...pagesQuery(circle.circle_id), staleTime: 0 });
  if (pages.isPending) return <Skeleton className="h-40 w-full rounded-card" />;
  if (pages.isError) return <Failed error={pages.error} onRetry={() => void pages.refetch()} />;
  return (
    <div className="flex flex-col gap-4">
      <p className="px-4 text-sm text-muted md:px-1">{t("opening.text")}</p>
      {PAGES.map((name) => {
        const page = pages.data.find((one) => one.page === name);
        return <PageForm key={`${name}.${page?.version ?? 0}`} circle={circle} name={name} page={page} />;
      })}
    </div>
  );
}

function PageForm({ circle, name, page }: { circle: Circle; name: PageName; page: OpeningPage | undefined }) {
  const t = useT();
  const { near } = useDates();
  const [text, setText] = useState(page?.text ?? "");
  const [english, setEnglish] = useState(page?.text_en ?? "");
  const most = name === "share" ? 200 : 4000;
  const save = useMutation({
    mutationFn: () =>
      writeCirclePage({
        path: { circle_id: circle.circle_id, page: name },
        body: { text, text_en: english, version: page?.version ?? 0 },
      }),
    onSuccess: (now) => {
      keepCircle(now);
      void cache.invalidateQueries({ queryKey: pagesQuery(circle.circle_id).queryKey });
      toast(t("opening.saved", { page: t(`opening.${name}`) }));
    },
    meta: { quiet: true },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Panel title={t(`opening.${name}`)}>
      <form onSubmit={submit} className="flex flex-col gap-3">
        <TextArea
          label={t(`opening.${name}`)}
          hint={t(`opening.${name}_hint`)}
          rows={name === "share" ? 2 : 6}
          maxLength={most}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <TextArea label={t("opening.english")} rows={2} maxLength={2 * most} value={english} onChange={(event) => setEnglish(event.target.value)} />
        {save.isError && (
          <p role="alert" className="text-sm text-accent">
            {sentenceOf(save.error)}
          </p>
        )}
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" busy={save.isPending} disabled={text === (page?.text ?? "") && english === (page?.text_en ?? "")}>
            {t("settings.save")}
          </Button>
          <span className="text-sm text-muted">
            {page === undefined
              ? t("opening.empty")
              : page.changed_by === null
                ? t("opening.changed", { date: near(page.changed_at) })
                : t("opening.changed_by", { name: page.changed_by, date: near(page.changed_at) })}
          </span>
        </div>
      </form>
    </Panel>
  );
}
