import { deleteSaveFolder, makeSaveFolder, renameSaveFolder, type Saved, type SaveFolder, unsaveFloor, unsavePost } from "@tonghao/api";
import { inLocale, useLocale } from "@tonghao/i18n";
import { Button, classes, Dialog, EmptyState, Field, MoreMenu, Skeleton, Time, toast } from "@tonghao/ui";
import { useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { FolderInput, PenLine, Trash2, X } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { entriesOf, sentenceOf } from "../cache.ts";
import { MyCirclesPanel } from "../circles/MyCirclesPanel.tsx";
import { Confirm } from "../shell/Confirm.tsx";
import { LoadMore } from "../shell/LoadMore.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { Page } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { readSavesAgain } from "./live.ts";
import { foldersQuery, savedQuery } from "./queries.ts";
import { SaveDialog } from "./SaveDialog.tsx";

/** Without the signs of its markup. */
function plain(words: string): string {
  return words.replace(/[*_>`~#]/g, "").trim();
}

const route = getRouteApi("/shell/inside/saved");

/** Everything that I keep, by folder, with a search in the titles. */
export function SavedPage() {
  const t = useT();
  const { folder } = route.useSearch();
  const [typed, setTyped] = useState("");
  const words = useDeferredValue(typed.trim());
  const folders = useQuery(foldersQuery);
  const saved = useInfiniteQuery(savedQuery(folder, words));
  const [making, setMaking] = useState(false);
  const shown = entriesOf(saved.data);
  const current = folders.data?.folders.find((one) => one.folder_id === folder);
  return (
    <Page
      title={t("saved.title")}
      aside={<MyCirclesPanel />}
      action={
        <Button look="line" size="s" className="min-h-11" onClick={() => setMaking(true)}>
          {t("saved.make")}
        </Button>
      }
    >
      <p className="px-4 pb-2 text-sm text-muted md:px-0">{t("save.private")}</p>
      <Folders folder={folder} />
      <div className="flex items-end gap-2 px-4 py-3 md:px-0">
        <div className="flex-1">
          <Field label={t("saved.search")} type="search" maxLength={100} value={typed} onChange={(event) => setTyped(event.target.value)} />
        </div>
        {current !== undefined && <FolderMenu key={current.folder_id} folder={current} />}
      </div>
      {saved.isPending && <Skeleton className="h-24 w-full rounded-card" />}
      {saved.isError && saved.data === undefined && <Failed error={saved.error} onRetry={() => void saved.refetch()} />}
      {saved.isSuccess && shown.length === 0 && (
        <EmptyState title={t(words === "" ? "saved.none" : "saved.not_found")}>{words === "" && t("saved.none_text")}</EmptyState>
      )}
      {shown.length > 0 && (
        <ul className="flex flex-col overflow-hidden border-line bg-surface max-md:border-y md:rounded-card md:border">
          {shown.map((one) => (
            <Row key={one.comment_id ?? one.post_id} saved={one} />
          ))}
        </ul>
      )}
      <LoadMore has={saved.hasNextPage} busy={saved.isFetchingNextPage} onMore={() => void saved.fetchNextPage()} />
      {making && <NameDialog onClose={() => setMaking(false)} />}
    </Page>
  );
}

function Folders({ folder }: { folder: string | undefined }) {
  const t = useT();
  const { data } = useQuery(foldersQuery);
  const tabs: { to: string | undefined; name: string; count: number }[] = [
    { to: undefined, name: t("saved.all"), count: data?.count ?? 0 },
    { to: "unsorted", name: t("save.unsorted"), count: data?.unsorted_count ?? 0 },
    ...(data?.folders ?? []).map((one) => ({ to: one.folder_id, name: one.name, count: one.count })),
  ];
  return (
    <nav aria-label={t("save.folder")} className="flex flex-wrap gap-2 px-4 md:px-0">
      {tabs.map(({ to, name, count }) => (
        <Link
          key={to ?? "all"}
          to="/saved"
          search={to === undefined ? {} : { folder: to }}
          aria-current={folder === to ? "page" : undefined}
          className={classes(
            "flex min-h-11 max-w-full items-center gap-2 rounded-full border px-4",
            folder === to ? "border-brand bg-tint font-semibold" : "border-line bg-surface hover:bg-tint",
          )}
        >
          <span className="truncate">{name}</span>
          <span className="text-sm text-muted tabular-nums">{count}</span>
        </Link>
      ))}
    </nav>
  );
}

function FolderMenu({ folder }: { folder: SaveFolder }) {
  const t = useT();
  const navigate = useNavigate();
  const [open, setOpen] = useState<"rename" | "delete" | null>(null);
  const drop = useMutation({
    mutationFn: () => deleteSaveFolder({ path: { folder_id: folder.folder_id } }),
    onSuccess: () => {
      readSavesAgain();
      void navigate({ to: "/saved", search: {} });
    },
  });
  const icon = { size: 18, "aria-hidden": true } as const;
  return (
    <>
      <MoreMenu
        label={t("saved.folder_more", { name: folder.name })}
        entries={[
          { key: "rename", label: t("saved.rename"), icon: <PenLine {...icon} />, onPick: () => setOpen("rename") },
          { key: "delete", label: t("saved.delete"), icon: <Trash2 {...icon} />, danger: true, onPick: () => setOpen("delete") },
        ]}
      />
      {open === "rename" && <NameDialog folder={folder} onClose={() => setOpen(null)} />}
      {open === "delete" && (
        <Confirm
          title={t("saved.delete_title", { name: folder.name })}
          text={t("saved.delete_text")}
          act={t("saved.delete")}
          danger
          busy={drop.isPending}
          onAct={() => drop.mutate()}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}

function NameDialog({ folder, onClose }: { folder?: SaveFolder; onClose: () => void }) {
  const t = useT();
  const [name, setName] = useState(folder?.name ?? "");
  const keep = useMutation({
    mutationFn: () =>
      folder === undefined ? makeSaveFolder({ body: { name } }) : renameSaveFolder({ path: { folder_id: folder.folder_id }, body: { name } }),
    onSuccess: () => {
      readSavesAgain();
      onClose();
    },
    meta: { quiet: true },
  });
  return (
    <Dialog title={t(folder === undefined ? "saved.make" : "saved.rename")} onClose={onClose}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          keep.mutate();
        }}
      >
        <Field
          label={t("saved.name")}
          maxLength={30}
          required
          value={name}
          error={keep.isError ? sentenceOf(keep.error) : null}
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit" busy={keep.isPending} disabled={name.trim() === ""}>
          {t("settings.save")}
        </Button>
      </form>
    </Dialog>
  );
}

function Row({ saved }: { saved: Saved }) {
  const t = useT();
  const locale = useLocale();
  const [moving, setMoving] = useState(false);
  const { circle_id, post_id, comment_id } = saved;
  const drop = useMutation({
    mutationFn: () => (comment_id === null ? unsavePost({ path: { post_id } }) : unsaveFloor({ path: { post_id, comment_id } })),
    onSuccess: () => {
      readSavesAgain();
      toast(t("save.gone"));
    },
  });
  const gone = saved.state === "gone";
  const title = gone ? t("saved.gone") : saved.title === "" ? t("saved.photos_only") : plain(saved.title);
  const icon = { size: 18, "aria-hidden": true } as const;
  const entries = [
    { key: "drop", label: t("save.let_go"), icon: <X {...icon} />, onPick: () => drop.mutate() },
    ...(gone ? [] : [{ key: "move", label: t("save.move"), icon: <FolderInput {...icon} />, onPick: () => setMoving(true) }]),
  ].reverse();
  return (
    <li className="flex items-start gap-2 border-b border-line py-3 pr-1 pl-4 last:border-b-0 md:pl-5">
      <div className="min-w-0 flex-1">
        {gone ? (
          <p className="text-muted">{title}</p>
        ) : (
          <Link
            to="/c/$slug/p/$postId"
            params={{ slug: saved.circle_slug, postId: post_id }}
            search={saved.floor > 1 ? { floor: saved.floor } : {}}
            className="font-medium wrap-anywhere underline-offset-4 hover:underline"
          >
            {title}
          </Link>
        )}
        {saved.excerpt !== "" && <p className="mt-0.5 line-clamp-2 text-sm wrap-anywhere">{plain(saved.excerpt)}</p>}
        <p className="mt-0.5 text-sm text-muted">
          {saved.author !== null && <>{saved.author.is_gone ? t("person.gone") : saved.author.name} · </>}
          {inLocale(locale, saved.circle_name, saved.circle_name_en)}
          {saved.floor > 1 && <> · {t("floor.number", { floor: saved.floor })}</>} · <Time at={saved.at} />
        </p>
      </div>
      <MoreMenu label={t("saved.more", { title })} entries={entries} />
      {moving && (
        <SaveDialog place={{ circle_id, post_id, ...(comment_id === null ? {} : { comment_id }) }} onClose={() => setMoving(false)} />
      )}
    </li>
  );
}
