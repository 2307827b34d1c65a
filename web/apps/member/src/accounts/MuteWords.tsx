import { listMuteWords, setMuteWords } from "@tonghao/api";
import { Button, Field, Skeleton } from "@tonghao/ui";
import { queryOptions, useMutation, useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { type FormEvent, useState } from "react";
import { cache, sentenceOf } from "../cache.ts";
import { Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { forgetMuted } from "./muted.ts";

const wordsQuery = queryOptions({ queryKey: ["mute-words"], queryFn: ({ signal }) => listMuteWords({ signal }) });

/** Words whose content is folded away; each change is kept at once. */
export function MuteWords() {
  const t = useT();
  const words = useQuery(wordsQuery);
  const [word, setWord] = useState("");
  const own = words.data?.words ?? [];
  const keep = useMutation({
    mutationFn: (next: string[]) => setMuteWords({ body: { words: next } }),
    onSuccess: (kept) => {
      cache.setQueryData(wordsQuery.queryKey, kept);
      void cache.invalidateQueries({ queryKey: ["me"] });
      forgetMuted();
      setWord("");
    },
    meta: { quiet: true },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (word.trim() !== "") keep.mutate([word, ...own]);
  };
  return (
    <Panel title={t("mute_words.title")}>
      <p className="mb-3 text-sm text-muted">{t("mute_words.text")}</p>
      {words.isPending && <Skeleton className="h-11 w-full" />}
      <form onSubmit={submit} className="flex flex-col gap-2">
        <Field
          label={t("mute_words.word")}
          maxLength={40}
          autoComplete="off"
          value={word}
          error={keep.isError ? sentenceOf(keep.error) : null}
          onChange={(event) => setWord(event.target.value)}
          after={
            <Button type="submit" look="line" busy={keep.isPending}>
              {t("mute_words.add")}
            </Button>
          }
        />
      </form>
      {own.length > 0 && (
        <ul className="mt-3 flex flex-wrap gap-2">
          {own.map((one) => (
            <li key={one} className="flex max-w-full items-center rounded-full border border-line bg-bg pl-3">
              <span className="truncate">{one}</span>
              <button
                type="button"
                aria-label={t("mute_words.remove", { word: one })}
                className="grid size-11 shrink-0 cursor-pointer place-items-center rounded-full hover:bg-tint"
                onClick={() => keep.mutate(own.filter((other) => other !== one))}
              >
                <X size={16} aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
