import { demoteCircle, listStandings, promoteCircle, type StandingRow } from "@tonghao/api";
import { Button, Modal, SegmentedControl, Select, Textarea } from "@mantine/core";
import { EmptyState, Time, toast } from "@tonghao/ui";
import { infiniteQueryOptions, useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { mayOperate, useSignedIn } from "../accounts/session.ts";
import { byCursor, cache, entriesOf } from "../cache.ts";
import { useSendKey } from "../sendKey.ts";
import { LoadMore } from "../shell/LoadMore.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { Page, Waiting } from "../shell/Page.tsx";
import { useT } from "../text.ts";

const route = getRouteApi("/inside/standings");
const LISTS = ["proposed", "falling"] as const;
type List = (typeof LISTS)[number];
const LOWER = ["probation", "frozen", "terminated"] as const;
type Lower = (typeof LOWER)[number];

const standingsQuery = (which: List) =>
  infiniteQueryOptions({
    queryKey: ["standings", which],
    queryFn: ({ pageParam, signal }) => listStandings({ query: { which, cursor: pageParam }, signal }),
    ...byCursor,
  });

/** Which circles have earned more, and which are on the way down. Up it goes by a person alone. */
export function StandingsPage() {
  const t = useT();
  const { which = "proposed" } = route.useSearch();
  const navigate = route.useNavigate();
  const list = useInfiniteQuery(standingsQuery(which));
  const rows = entriesOf(list.data);
  return (
    <Page
      title={t("standings.title")}
      lead={t("standings.lead")}
      action={
        <SegmentedControl
          aria-label={t("standings.which")}
          value={which}
          onChange={(wanted) => void navigate({ search: wanted === "falling" ? { which: "falling" } : {} })}
          data={LISTS.map((one) => ({ value: one, label: t(`standings.${one}`) }))}
        />
      }
    >
      {list.isPending && <Waiting />}
      {list.isError && <Failed error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && rows.length === 0 && <EmptyState title={t(`standings.empty_${which}`)} />}
      <ul className="grid gap-4 desk:grid-cols-2">
        {rows.map((row) => (
          <li key={row.circle_id} className="panel flex flex-col gap-3 p-4 wide:p-5">
            <Standing row={row} />
          </li>
        ))}
      </ul>
      <LoadMore list={list} />
    </Page>
  );
}

function Standing({ row }: { row: StandingRow }) {
  const t = useT();
  const me = useSignedIn();
  const [asking, setAsking] = useState<"up" | "down" | null>(null);
  const [reason, setReason] = useState("");
  const [tier, setTier] = useState<Lower>("probation");
  const path = { circle_id: row.circle_id };
  const headers = useSendKey(row.circle_id, asking, reason, tier);
  const decide = useMutation({
    mutationFn: () =>
      asking === "up" ? promoteCircle({ path, body: { reason: reason.trim() }, headers }) : demoteCircle({ path, body: { tier, reason: reason.trim() }, headers }),
    onSuccess: (after) => {
      const waits = asking === "down" && after.standing.tier !== tier;
      toast(waits ? t("circles.closing_waits") : t("standings.done", { name: row.name }));
      setAsking(null);
    },
    onSettled: () => void cache.invalidateQueries({ queryKey: ["standings"] }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    decide.mutate();
  };
  const mayRise = row.next !== null && row.clean_weeks >= 4;
  return (
    <>
      <div>
        <h2 className="text-lg font-semibold">{row.name}</h2>
        <p className="text-muted">{row.partner_name}</p>
      </div>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        <dt className="text-muted">{t("standings.tier")}</dt>
        <dd>
          {t(`tier.${row.tier}`)} · <Time at={row.since} />
        </dd>
        <dt className="text-muted">{t("standings.score")}</dt>
        <dd className="figures">{row.score} / 5</dd>
        <dt className="text-muted">{t("standings.clean")}</dt>
        <dd className="figures">{row.clean_weeks} / 4</dd>
        <dt className="text-muted">{t("standings.members")}</dt>
        <dd className="figures">{row.member_count}</dd>
      </dl>
      <p>
        <a href={`/c/${row.slug}/standing`} className="inline-flex min-h-6 items-center font-medium text-brand underline-offset-4 hover:underline">
          {t("standings.figures")}
        </a>
      </p>
      <div className="mt-auto flex flex-wrap gap-2 pt-1">
        {mayRise && (
          <Button h={44} onClick={() => setAsking("up")}>
            {t("standings.up", { tier: t(`tier.${row.next ?? "standard"}`) })}
          </Button>
        )}
        {mayOperate(me) && (
          <Button h={44} variant="outline" color="red" onClick={() => setAsking("down")}>
            {t("standings.down")}
          </Button>
        )}
      </div>
      <Modal
        opened={asking !== null}
        onClose={() => setAsking(null)}
        title={t(asking === "up" ? "standings.up_title" : "standings.down_title", { name: row.name })}
        centered
        closeButtonProps={{ "aria-label": t("ui.close") }}
      >
        <form onSubmit={submit} className="flex flex-col gap-4">
          {asking === "down" && (
            <Select
              label={t("standings.to")}
              allowDeselect={false}
              value={tier}
              onChange={(chosen) => setTier((chosen ?? "probation") as Lower)}
              data={LOWER.map((one) => ({ value: one, label: t(`tier.${one}`) }))}
            />
          )}
          <Textarea
            label={t("standings.reason")}
            description={t("standings.reason_hint")}
            required
            rows={3}
            maxLength={500}
            data-autofocus
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <div className="flex justify-end gap-2">
            <Button variant="default" h={44} onClick={() => setAsking(null)}>
              {t("ui.cancel")}
            </Button>
            <Button type="submit" h={44} color={asking === "down" ? "red" : undefined} loading={decide.isPending} disabled={reason.trim() === ""}>
              {t("standings.send")}
            </Button>
          </div>
        </form>
      </Modal>
    </>
  );
}
