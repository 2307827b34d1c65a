import { type Circle, type Column, editColumn, openColumn } from "@tonghao/api";
import { Button, Dialog, Field, TextArea, toast } from "@tonghao/ui";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useId, useState } from "react";
import { sentenceOf } from "../cache.ts";
import { useT } from "../text.ts";
import { readColumnsAgain } from "./marks.ts";

/** A series for oneself or for a member; or what an open one says of itself. */
export function OpenColumn({ circle, editing = null, onClose }: { circle: Circle; editing?: Column | null; onClose: () => void }) {
  const t = useT();
  const id = useId();
  const navigate = useNavigate();
  const [title, setTitle] = useState(editing?.title ?? "");
  const [description, setDescription] = useState(editing?.description ?? "");
  const [writer, setWriter] = useState("");
  const open = useMutation({
    mutationFn: () =>
      editing === null
        ? openColumn({ path: { circle_id: circle.circle_id }, body: { title, description, writer: writer.trim() === "" ? null : writer } })
        : editColumn({ path: { circle_id: circle.circle_id, column_id: editing.column_id }, body: { title, description } }),
    onSuccess: (column) => {
      readColumnsAgain(circle.circle_id);
      if (editing !== null) {
        toast(t("settings.saved"));
        onClose();
        return;
      }
      toast(t("column.opened", { title: column.title }));
      void navigate({ to: "/c/$slug/columns/$columnId", params: { slug: circle.slug, columnId: column.column_id } });
    },
    meta: { quiet: true },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    open.mutate();
  };
  return (
    <Dialog
      title={editing === null ? t("column.open") : t("column.edit")}
      description={t("column.hint")}
      onClose={onClose}
      footer={
        <>
          <Button look="ghost" onClick={onClose}>
            {t("ui.cancel")}
          </Button>
          <Button type="submit" form={id} busy={open.isPending} disabled={title.trim() === ""}>
            {editing === null ? t("column.open") : t("settings.save")}
          </Button>
        </>
      }
    >
      <form id={id} onSubmit={submit} className="flex flex-col gap-4">
        <Field label={t("column.title")} required maxLength={30} value={title} onChange={(event) => setTitle(event.target.value)} />
        <TextArea label={t("column.description")} maxLength={300} rows={3} value={description} onChange={(event) => setDescription(event.target.value)} />
        {editing === null && (
          <Field
            label={t("column.writer")}
            maxLength={40}
            autoCapitalize="none"
            value={writer}
            onChange={(event) => setWriter(event.target.value)}
          />
        )}
        {open.isError && (
          <p role="alert" className="text-sm text-accent">
            {sentenceOf(open.error)}
          </p>
        )}
      </form>
    </Dialog>
  );
}
