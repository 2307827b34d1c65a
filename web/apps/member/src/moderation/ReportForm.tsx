import { reportContent, type ReportBody } from "@tonghao/api";
import { inLocale, useLocale } from "@tonghao/i18n";
import { Button, Choices, Dialog, Skeleton, TextArea } from "@tonghao/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { cache, sentenceOf } from "../cache.ts";
import { StandardLink } from "../standard/StandardLink.tsx";
import { useT } from "../text.ts";
import { categoriesQuery } from "./queries.ts";

export type ReportDialogProps = { subject: Omit<ReportBody, "category" | "note">; onClose: () => void };

/** One choice and one press. The reported person never learns who it was. */
export default function ReportForm({ subject, onClose }: ReportDialogProps) {
  const t = useT();
  const locale = useLocale();
  const categories = useQuery(categoriesQuery);
  const [category, setCategory] = useState<string | null>(null);
  const [note, setNote] = useState("");
  const send = useMutation({
    mutationFn: () => reportContent({ body: { ...subject, category: category ?? "", note } }),
    onSuccess: () => void cache.invalidateQueries({ queryKey: ["my-reports"] }),
    meta: { quiet: true },
  });
  if (send.isSuccess) {
    return (
      <Dialog title={t("report.thanks")} onClose={onClose} footer={<Button onClick={onClose}>{t("ui.close")}</Button>}>
        <p>{t("report.number", { number: send.data.number })}</p>
        <Link to="/reports" onClick={onClose} className="self-start py-2 text-brand underline underline-offset-4">
          {t("reports.title")}
        </Link>
      </Dialog>
    );
  }
  const choices = (categories.data ?? [])
    .filter((one) => one.reportable)
    .map((one) => ({ value: one.code, label: inLocale(locale, one.zh, one.en) }));
  return (
    <Dialog
      title={t("report.title")}
      description={t("report.text")}
      onClose={onClose}
      footer={
        <>
          <Button look="ghost" onClick={onClose}>
            {t("ui.cancel")}
          </Button>
          <Button busy={send.isPending} disabled={category === null} onClick={() => send.mutate()}>
            {t("report.send")}
          </Button>
        </>
      }
    >
      <p className="text-sm">
        <StandardLink />
      </p>
      {categories.isPending && <Skeleton className="h-40 w-full" />}
      {categories.isError && <p role="alert">{sentenceOf(categories.error)}</p>}
      {choices.length > 0 && <Choices dense legend={t("report.category")} name="category" choices={choices} value={category} onChoose={setCategory} />}
      <TextArea
        label={t("report.note")}
        rows={3}
        maxLength={1000}
        value={note}
        error={send.isError ? sentenceOf(send.error) : null}
        onChange={(event) => setNote(event.target.value)}
      />
    </Dialog>
  );
}
