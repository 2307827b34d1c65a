import { fileAppeal } from "@tonghao/api";
import { inLocale, useLocale } from "@tonghao/i18n";
import { Button, Skeleton, TextArea } from "@tonghao/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { cache, sentenceOf } from "../cache.ts";
import { useDates } from "../dates.ts";
import { categoriesQuery } from "../moderation/queries.ts";
import { useSendKey } from "../sendKey.ts";
import { useT } from "../text.ts";
import { chanceQuery, firstOf } from "./queries.ts";
import type { AppealTarget } from "./target.ts";

const WHY_NOT = {
  nothing_to_appeal: "appeal.nothing",
  follows_rule: "appeal.by_rule",
  appeal_too_late: "appeal.late",
  appeal_final: "appeal.final",
  already_appealed: "appeal.already",
} as const;

/** What was decided and by which rule, and why it is wrong; or why it cannot be appealed. */
export function AppealForm({ target }: { target: AppealTarget }) {
  const t = useT();
  const locale = useLocale();
  const { full } = useDates();
  const chance = useQuery(chanceQuery(target));
  const categories = useQuery(categoriesQuery);
  const [text, setText] = useState("");
  const headers = useSendKey(target.id, text);
  const send = useMutation({
    mutationFn: () =>
      fileAppeal({ body: { about: target.about, id: target.id, subject_kind: target.kind ?? null, circle_id: target.circle ?? null, text }, headers }),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: ["my-appeals"] });
      void cache.invalidateQueries({ queryKey: ["appeal-chance"] });
    },
    meta: { quiet: true },
  });
  if (chance.isPending) return <Skeleton className="h-40 w-full rounded-card" />;
  const box = "flex flex-col gap-3 border-line bg-surface px-4 py-4 max-md:border-y md:rounded-card md:border";
  if (chance.isError) {
    return (
      <section className={box}>
        <p role="alert">{sentenceOf(chance.error)}</p>
      </section>
    );
  }
  const found = chance.data;
  // What was sent stands in the list below.
  if (send.isSuccess) return <p role="status" className={box}>{t("appeal.sent", { number: send.data.number })}</p>;
  if (found.why_not !== "") {
    const why = WHY_NOT[found.why_not as keyof typeof WHY_NOT] ?? "appeal.nothing";
    return <p role="status" className={box}>{t(found.appeal === null ? why : "appeal.already")}</p>;
  }
  // Of the platform's decisions the rule is told; the circle wrote its reason itself.
  const said = found.reason ?? "";
  const byCircle = said !== "";
  const rule = categories.data?.find((one) => one.code === found.category);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send.mutate();
  };
  return (
    <section className={box} aria-labelledby="appeal-new">
      <h2 id="appeal-new" className="font-semibold">
        {t("appeal.new")}
      </h2>
      <div className="text-sm">
        <p className="font-medium">
          {t(target.about === "report" ? "appeal.first_dismiss" : target.about !== "content" ? `appeal.first_${target.about}` : found.by_machine ? "appeal.first_hold" : byCircle ? "appeal.first_removal" : firstOf(found.act ?? ""))}
          {rule !== undefined && ` · ${inLocale(locale, rule.zh, rule.en)}`}
        </p>
        {rule !== undefined && <p>{inLocale(locale, rule.rule_zh, rule.rule_en)}</p>}
        {byCircle && <p className="break-words">{t("appeal.reason", { reason: said })}</p>}
        <p className="text-muted">
          {t(found.by_machine ? "appeal.how_machine" : byCircle ? "appeal.how_removal" : "appeal.how")}
          {found.until != null && ` ${t("appeal.until", { date: full(found.until) })}`}
        </p>
      </div>
      <form onSubmit={submit} className="flex flex-col gap-3">
        <TextArea
          label={t("appeal.why")}
          rows={4}
          maxLength={2000}
          value={text}
          error={send.isError ? sentenceOf(send.error) : null}
          onChange={(event) => setText(event.target.value)}
        />
        <Button type="submit" className="self-start" busy={send.isPending} disabled={text.trim() === ""}>
          {t("appeal.send")}
        </Button>
      </form>
    </section>
  );
}
