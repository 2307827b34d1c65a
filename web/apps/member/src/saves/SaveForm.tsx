import { makeSaveFolder, saveFloor, savePost, unsaveFloor, unsavePost } from "@tonghao/api";
import { Button, Choices, Dialog, Field, Skeleton, toast } from "@tonghao/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { sentenceOf } from "../cache.ts";
import { useT } from "../text.ts";
import { readSavesAgain } from "./live.ts";
import { foldersQuery, threadSavesQuery } from "./queries.ts";

export type SaveFormProps = { place: { circle_id: string; post_id: string; comment_id?: string }; onClose: () => void };

const NONE = "none";

/** Keep a post or floor in a folder, move it, or let it go. Nobody else sees it. */
export default function SaveForm({ place, onClose }: SaveFormProps) {
  const t = useT();
  const { circle_id, post_id, comment_id } = place;
  const folders = useQuery(foldersQuery);
  const kept = useQuery(threadSavesQuery(circle_id, post_id));
  const known = kept.data?.find((one) => (one.comment_id ?? undefined) === comment_id);
  const [chosen, setChosen] = useState<string | null>(null);
  const [name, setName] = useState("");
  const done = (words: string) => {
    readSavesAgain();
    toast(words);
    onClose();
  };
  const keep = useMutation({
    mutationFn: async () => {
      const wanted = name.trim() === "" ? (chosen ?? known?.folder_id ?? NONE) : (await makeSaveFolder({ body: { name } })).folder_id;
      const body = { folder_id: wanted === NONE ? null : wanted };
      return comment_id === undefined
        ? savePost({ path: { circle_id, post_id }, body })
        : saveFloor({ path: { circle_id, post_id, comment_id }, body });
    },
    onSuccess: () => done(t(known === undefined ? "save.done" : "save.moved")),
    meta: { quiet: true },
  });
  const drop = useMutation({
    mutationFn: () => (comment_id === undefined ? unsavePost({ path: { post_id } }) : unsaveFloor({ path: { post_id, comment_id } })),
    onSuccess: () => done(t("save.gone")),
  });
  const choices = [
    { value: NONE, label: t("save.unsorted") },
    ...(folders.data?.folders ?? []).map((folder) => ({ value: folder.folder_id, label: folder.name })),
  ];
  return (
    <Dialog
      title={known === undefined ? t("save.title") : t("save.move_title")}
      description={t("save.private")}
      onClose={onClose}
      footer={
        <>
          {known !== undefined && (
            <Button look="ghost" busy={drop.isPending} onClick={() => drop.mutate()}>
              {t("save.let_go")}
            </Button>
          )}
          <Button busy={keep.isPending} disabled={!folders.isSuccess || !kept.isSuccess} onClick={() => keep.mutate()}>
            {known === undefined ? t("save.keep") : t("save.move")}
          </Button>
        </>
      }
    >
      {folders.isPending && <Skeleton className="h-32 w-full" />}
      {folders.isError && <p role="alert">{sentenceOf(folders.error)}</p>}
      {folders.isSuccess && (
        <Choices dense legend={t("save.folder")} name="folder" choices={choices} value={chosen ?? known?.folder_id ?? NONE} onChoose={setChosen} />
      )}
      <Field
        label={t("save.new_folder")}
        maxLength={30}
        value={name}
        error={keep.isError ? sentenceOf(keep.error) : null}
        onChange={(event) => setName(event.target.value)}
      />
      <Link to="/saved" onClick={onClose} className="self-start py-2 text-brand underline underline-offset-4">
        {t("saved.title")}
      </Link>
    </Dialog>
  );
}
