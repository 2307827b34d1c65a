import { addTestItem, type OwnTestItem, retireTestItem } from "@tonghao/api";
import { Button, NativeSelect, Textarea } from "@mantine/core";
import { inLocale, useLocale } from "@tonghao/i18n";
import { toast } from "@tonghao/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { cache, sentenceOf } from "../cache.ts";
import { useCategories } from "../moderation/queries.ts";
import { useSendKey } from "../sendKey.ts";
import { Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { itemsQuery } from "./queries.ts";

/** Test items of this place, with their answers: others get them between the samples, their maker never. */
export function OwnItems() {
  const t = useT();
  const locale = useLocale();
  const items = useQuery(itemsQuery).data ?? [];
  const { all } = useCategories();
  const [text, setText] = useState("");
  const [category, setCategory] = useState("");
  const headers = useSendKey(text, category, items.length);
  const add = useMutation({
    mutationFn: () => addTestItem({ body: { text, category: category === "" ? null : category }, headers }),
    onSuccess: (now) => {
      cache.setQueryData(itemsQuery.queryKey, now);
      setText("");
      toast(t("samples.item_added"));
    },
    meta: { quiet: true },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <Panel title={t("samples.items")} text={t("samples.items_text")}>
      <form onSubmit={submit} className="flex flex-col gap-3">
        <Textarea size="md" autosize minRows={2} maxLength={2000} label={t("samples.item_words")} value={text} onChange={(event) => setText(event.currentTarget.value)} />
        <NativeSelect
          size="md"
          label={t("samples.item_right")}
          value={category}
          onChange={(event) => setCategory(event.currentTarget.value)}
          data={[{ value: "", label: t("samples.fine") }, ...all.map((one) => ({ value: one.code, label: inLocale(locale, one.zh, one.en) }))]}
        />
        {add.isError && (
          <p role="alert" className="text-accent">
            {sentenceOf(add.error)}
          </p>
        )}
        <Button type="submit" h={44} className="self-start" loading={add.isPending} disabled={text.trim() === ""}>
          {t("samples.item_add")}
        </Button>
      </form>
      {items.length > 0 && (
        <ul className="mt-4 flex flex-col gap-3">
          {items.map((item) => (
            <li key={item.code} className="flex items-start justify-between gap-3 rounded-small bg-raised px-3 py-2">
              <Item item={item} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Item({ item }: { item: OwnTestItem }) {
  const t = useT();
  const { nameOf } = useCategories();
  const retire = useMutation({
    mutationFn: () => retireTestItem({ path: { code: item.code } }),
    onSettled: () => void cache.invalidateQueries({ queryKey: itemsQuery.queryKey }),
  });
  return (
    <>
      <div className="min-w-0">
        <p className="line-clamp-3 break-words">{item.text}</p>
        <p className="figures text-sm text-muted">
          {item.category === null ? t("samples.fine") : nameOf(item.category)} · {t("samples.item_answers", { count: item.answered, agreed: item.agreed })}
        </p>
      </div>
      <Button variant="default" size="xs" h={32} className="shrink-0" loading={retire.isPending} onClick={() => retire.mutate()}>
        {t("samples.item_retire")}
      </Button>
    </>
  );
}
