import { type BankEntry, retireBankEntry } from "@tonghao/api";
import { Button, Modal, SegmentedControl, Textarea } from "@mantine/core";
import { EmptyState, Time, toast } from "@tonghao/ui";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { mayOperate, useSignedIn } from "../accounts/session.ts";
import { entriesOf } from "../cache.ts";
import { CoveredPhotos } from "../moderation/CoveredPhotos.tsx";
import { useCategories } from "../moderation/queries.ts";
import { useSendKey } from "../sendKey.ts";
import { LoadMore } from "../shell/LoadMore.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { Waiting } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { entriesQuery, lookAgain } from "./queries.ts";

/** What is kept away, and what was once. */
export function Entries() {
  const t = useT();
  const [retired, setRetired] = useState(false);
  const list = useInfiniteQuery(entriesQuery(retired));
  const entries = entriesOf(list.data);
  return (
    <section className="flex min-w-0 flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="text-lg font-semibold">{t("bank.entries")}</h2>
        <SegmentedControl
          aria-label={t("bank.which")}
          value={retired ? "retired" : "active"}
          onChange={(wanted) => setRetired(wanted === "retired")}
          data={[
            { value: "active", label: t("bank.active") },
            { value: "retired", label: t("bank.retired") },
          ]}
        />
      </div>
      {list.isPending && <Waiting />}
      {list.isError && <Failed error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && entries.length === 0 && <EmptyState title={t(retired ? "bank.empty_retired" : "bank.empty")} />}
      <ul className="grid gap-4 desk:grid-cols-2">
        {entries.map((entry) => (
          <li key={entry.entry_id} className="panel flex flex-col gap-3 p-4 wide:p-5">
            <Entry entry={entry} />
          </li>
        ))}
      </ul>
      <LoadMore list={list} />
    </section>
  );
}

function Entry({ entry }: { entry: BankEntry }) {
  const t = useT();
  const me = useSignedIn();
  const { nameOf } = useCategories();
  const isRemoved = entry.kind === "removed";
  return (
    <>
      <div className="flex flex-wrap items-baseline justify-between gap-2">
        <h3 className="font-semibold">
          {nameOf(entry.category)}
          {!isRemoved && <span className="ml-2 text-sm font-normal text-muted">{t("bank.kind_released")}</span>}
        </h3>
        <span className="figures text-sm text-muted">{entry.is_hashed ? t("bank.ways", { count: entry.hashes }) : t("bank.making")}</span>
      </div>
      {entry.media_owner !== null && (
        <div className="max-w-60">
          <CoveredPhotos photos={[{ owner_id: entry.media_owner, media_id: entry.media_id, alt: "" }]} />
        </div>
      )}
      <p className="text-sm text-muted">
        {t(isRemoved ? "bank.by" : "bank.by_released", { name: entry.entered_by.name })} · <Time at={entry.at} />
      </p>
      <p className="break-words">{t("bank.reason", { reason: entry.reason })}</p>
      {entry.retired_at !== null && (
        <p className="rounded-small bg-raised px-3 py-2">
          {t("bank.retired_by", { name: entry.retired_by?.name ?? "", reason: entry.retire_reason ?? "" })} · <Time at={entry.retired_at} />
        </p>
      )}
      <div className="mt-auto flex flex-wrap items-center gap-3 pt-1">
        <Link to="/cases/$caseId" params={{ caseId: entry.case_id }} className="inline-link py-2">
          {t("bank.to_case")}
        </Link>
        {entry.retired_at === null && mayOperate(me) && <Retire entry={entry} />}
      </div>
    </>
  );
}

function Retire({ entry }: { entry: BankEntry }) {
  const t = useT();
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState("");
  const headers = useSendKey(entry.entry_id, reason);
  const retire = useMutation({
    mutationFn: () => retireBankEntry({ path: { entry_id: entry.entry_id }, body: { reason: reason.trim() }, headers }),
    onSuccess: () => {
      toast(t("bank.retire_done"));
      setAsking(false);
    },
    onSettled: lookAgain,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    retire.mutate();
  };
  return (
    <>
      <Button h={44} variant="outline" color="red" onClick={() => setAsking(true)}>
        {t("bank.retire")}
      </Button>
      <Modal opened={asking} onClose={() => setAsking(false)} title={t("bank.retire_title")} centered closeButtonProps={{ "aria-label": t("ui.close") }}>
        <form onSubmit={submit} className="flex flex-col gap-4">
          <p>{t("bank.retire_text")}</p>
          <Textarea
            label={t("bank.retire_reason")}
            required
            rows={3}
            maxLength={1000}
            data-autofocus
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <div className="flex justify-end gap-2">
            <Button variant="default" h={44} onClick={() => setAsking(false)}>
              {t("ui.cancel")}
            </Button>
            <Button type="submit" h={44} color="red" loading={retire.isPending} disabled={reason.trim() === ""}>
              {t("bank.retire")}
            </Button>
          </div>
        </form>
      </Modal>
    </>
  );
}
