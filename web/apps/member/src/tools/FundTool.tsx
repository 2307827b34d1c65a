import { type Circle, confirmFundEntry, enterInFund, type Fund, type FundEntry, listCirclePosts, listFundEntries, listFunds, openFund, reverseFundEntry } from "@tonghao/api";
import { grouped, useLocale } from "@tonghao/i18n";
import { Button, buttonClasses, Choices, classes, Dialog, Field, Skeleton, TextArea } from "@tonghao/ui";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Download, HandCoins } from "lucide-react";
import { useState } from "react";
import { useMe } from "../accounts/session.ts";
import { byCursor, entriesOf } from "../cache.ts";
import { useUploads } from "../media/uploads.ts";
import { useSendKey } from "../sendKey.ts";
import { Confirm } from "../shell/Confirm.tsx";
import { LoadMore } from "../shell/LoadMore.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { Panel } from "../shell/Page.tsx";
import { PersonName } from "../shell/Person.tsx";
import { useT } from "../text.ts";
import { useAmount } from "../wallet/money.tsx";
import { Give, Payouts } from "./FundMoney.tsx";
import { OpenPhotos } from "./OpenPhotos.tsx";
import { NothingHere, standingIn, useAct } from "./parts.tsx";
import { arrivedId, Photos } from "./Photos.tsx";
import { Report } from "./Remarks.tsx";

/** A fund's book, open to everybody who may read the circle. */
export default function FundTool({ circle }: { circle: Circle }) {
  const t = useT();
  const { hosts } = standingIn(circle);
  const [opening, setOpening] = useState(false);
  const found = useQuery({
    queryKey: ["tool", circle.circle_id, "fund", "list"],
    queryFn: ({ signal }) => listFunds({ path: { circle_id: circle.circle_id }, signal }),
  });
  if (found.isError) return <Failed error={found.error} onRetry={() => void found.refetch()} />;
  if (found.data === undefined) return <Skeleton className="h-60 w-full rounded-card" />;
  return (
    <>
      {found.data.length === 0 && <NothingHere text={t("fund.none")} />}
      {found.data.map((fund) => (
        <Book key={fund.fund_id} circle={circle} fund={fund} />
      ))}
      {hosts && (
        <Button look="soft" className="mx-4 self-start md:mx-0" onClick={() => setOpening(true)}>
          {t("fund.open")}
        </Button>
      )}
      {opening && <Open circle={circle} onClose={() => setOpening(false)} />}
    </>
  );
}

/** ¥ 412.50; what went out has a minus sign, and no colour alone says so. */
function money(amount: string): string {
  return amount.startsWith("-") ? `−${grouped(amount.slice(1))}` : grouped(amount);
}

function Book({ circle, fund }: { circle: Circle; fund: Fund }) {
  const t = useT();
  const { helps, belongs } = standingIn(circle);
  const written = useAmount();
  const [entering, setEntering] = useState(false);
  const [giving, setGiving] = useState(false);
  const path = { circle_id: circle.circle_id, fund_id: fund.fund_id };
  const entries = useInfiniteQuery({
    queryKey: ["tool", circle.circle_id, "fund", "entries", fund.fund_id],
    queryFn: ({ pageParam, signal }) => listFundEntries({ path, query: { cursor: pageParam }, signal }),
    ...byCursor,
  });
  return (
    <Panel title={fund.title}>
      {fund.purpose !== "" && <p className="whitespace-pre-line">{fund.purpose}</p>}
      <p className="my-3">
        <span className="text-sm text-muted">{t("fund.left")} </span>
        <span className="text-3xl font-bold tabular-nums">¥{grouped(fund.balance)}</span>
      </p>
      {Number(fund.held) !== 0 && <p className="mb-3 text-sm text-muted">{t("fund.held", { held: written(fund.held, fund.currency) })}</p>}
      <div className="mb-2 flex flex-wrap gap-2">
        {belongs && (
          <Button look="soft" onClick={() => setGiving(true)}>
            <HandCoins size={18} aria-hidden="true" />
            {t("fund.give")}
          </Button>
        )}
        {helps && (
          <Button onClick={() => setEntering(true)}>{t("fund.enter")}</Button>
        )}
        <a href={`/api/v1/circles/${circle.circle_id}/funds/${fund.fund_id}/csv`} download className={buttonClasses("ghost", "s", "min-h-11 text-brand")}>
          <Download size={18} aria-hidden="true" />
          {t("fund.csv")}
        </a>
      </div>
      {helps && <Payouts circle={circle} fund={fund} />}
      {entries.isSuccess && entriesOf(entries.data).length > 0 && (
        <table className="w-full text-left">
          <caption className="sr-only">{t("fund.book", { name: fund.title })}</caption>
          <thead className="text-sm text-muted">
            <tr>
              <th scope="col" className="py-1 font-normal">
                {t("fund.purpose")}
              </th>
              <th scope="col" className="py-1 pl-2 text-right font-normal whitespace-nowrap">
                {t("fund.amount")}
              </th>
              <th scope="col" className="py-1 pl-2 text-right font-normal whitespace-nowrap">
                {t("fund.balance")}
              </th>
            </tr>
          </thead>
          <tbody className="align-top">
            {entriesOf(entries.data).map((entry) => (
              <Line key={entry.number} circle={circle} fund={fund} entry={entry} />
            ))}
          </tbody>
        </table>
      )}
      <LoadMore has={entries.hasNextPage} busy={entries.isFetchingNextPage} failed={entries.isFetchNextPageError} onMore={() => void entries.fetchNextPage()} />
      {entering && <Enter circle={circle} fund={fund} onClose={() => setEntering(false)} />}
      {giving && <Give circle={circle} fund={fund} onClose={() => setGiving(false)} />}
    </Panel>
  );
}

function Line({ circle, fund, entry }: { circle: Circle; fund: Fund; entry: FundEntry }) {
  const t = useT();
  const me = useMe();
  const locale = useLocale();
  const { helps } = standingIn(circle);
  const [asking, setAsking] = useState(false);
  const path = { circle_id: circle.circle_id, fund_id: fund.fund_id, entry: entry.number };
  const confirm = useAct(circle, "fund", () => confirmFundEntry({ path }));
  const reverse = useAct(circle, "fund", () => reverseFundEntry({ path }), () => setAsking(false));
  const day = new Intl.DateTimeFormat(locale, { year: "numeric", month: "short", day: "numeric", timeZone: "UTC" }).format(Date.parse(entry.day));
  const struck = entry.reversed_by !== null || entry.reverses !== null;
  return (
    <tr className="border-t border-line">
      <td className="py-2.5">
        <p className={classes("break-words", entry.reversed_by !== null && "line-through")}>
          <span className="mr-1.5 text-sm text-muted tabular-nums">{entry.number}</span>
          {entry.is_removed ? t("fund.removed") : entry.purpose}
        </p>
        <p className="text-sm text-muted">
          {day} · {t("fund.entered_by")} <PersonName person={entry.entered_by} />
          {" · "}
          {entry.moved && entry.confirmed_by === null ? (
            t("fund.moved")
          ) : entry.confirmed_by === null ? (
            t("fund.unconfirmed")
          ) : (
            <>
              {t("fund.confirmed_by")} <PersonName person={entry.confirmed_by} />
            </>
          )}
          {entry.reverses !== null && ` · ${t("fund.reverses", { number: entry.reverses })}`}
          {entry.reversed_by !== null && ` · ${t("fund.reversed_by", { number: entry.reversed_by })}`}
        </p>
        {entry.posts.length > 0 && (
          <p className="flex flex-wrap gap-x-3 text-sm">
            {entry.posts.map((post) => (
              <Link key={post.post_id} to="/c/$slug/p/$postId" params={{ slug: circle.slug, postId: post.post_id }} className="py-1 text-brand underline-offset-4 hover:underline">
                {post.excerpt.replace(/[*_>`~#]/g, "").split("\n")[0]}
              </Link>
            ))}
          </p>
        )}
        {entry.receipt !== null && entry.receipt.state === "visible" && <OpenPhotos photos={[entry.receipt]} />}
        {helps && (
          <p className="flex flex-wrap gap-2">
            {entry.confirmed_by === null && !entry.moved && entry.entered_by.account_id !== me?.account_id && (
              <Button look="ghost" size="s" className="min-h-11 text-brand" busy={confirm.isPending} aria-label={t("fund.confirm_line", { number: entry.number })} onClick={() => confirm.mutate()}>
                {t("fund.confirm")}
              </Button>
            )}
            {!struck && !entry.moved && (
              <Button look="ghost" size="s" className="min-h-11" aria-label={t("fund.reverse_line", { number: entry.number })} onClick={() => setAsking(true)}>
                {t("fund.reverse")}
              </Button>
            )}
          </p>
        )}
        {!entry.is_removed && (
          <Report circle={circle} subjectId={entry.entry_id} mine={entry.entered_by.account_id === me?.account_id} label={t("tool.report_named", { name: entry.purpose })} word={t("tool.report")} />
        )}
        {asking && (
          <Confirm
            title={t("fund.reverse_line", { number: entry.number })}
            text={t("fund.reverse_text")}
            act={t("fund.reverse")}
            busy={reverse.isPending}
            onAct={() => reverse.mutate()}
            onClose={() => setAsking(false)}
          />
        )}
      </td>
      <td className="py-2.5 pl-2 text-right whitespace-nowrap tabular-nums">{entry.amount.startsWith("-") ? money(entry.amount) : `+${grouped(entry.amount)}`}</td>
      <td className="py-2.5 pl-2 text-right whitespace-nowrap text-muted tabular-nums">{grouped(entry.balance)}</td>
    </tr>
  );
}

function Enter({ circle, fund, onClose }: { circle: Circle; fund: Fund; onClose: () => void }) {
  const t = useT();
  const [draft, setDraft] = useState<{ direction: "in" | "out"; amount: string; day: string; purpose: string }>(() => ({
    direction: "out",
    amount: "",
    day: new Date().toISOString().slice(0, 10),
    purpose: "",
  }));
  const set = (change: Partial<typeof draft>) => setDraft({ ...draft, ...change });
  const [linked, setLinked] = useState<string[]>([]);
  const uploads = useUploads("post");
  const media_id = arrivedId(uploads);
  const headers = useSendKey(draft, media_id, linked);
  const posts = useQuery({
    queryKey: ["tool", circle.circle_id, "fund", "posts"],
    queryFn: ({ signal }) => listCirclePosts({ path: { circle_id: circle.circle_id }, query: { limit: 20 }, signal }),
  });
  const send = useAct(
    circle,
    "fund",
    () => enterInFund({ path: { circle_id: circle.circle_id, fund_id: fund.fund_id }, body: { ...draft, media_id, post_ids: linked }, headers }),
    onClose,
  );
  const waits = uploads.queue.length > 0 && media_id === null;
  return (
    <Dialog
      title={t("fund.enter")}
      description={t("fund.enter_text")}
      onClose={onClose}
      footer={
        <Button busy={send.isPending} disabled={draft.amount.trim() === "" || draft.purpose.trim() === "" || waits} onClick={() => send.mutate()}>
          {t("fund.enter_send")}
        </Button>
      }
    >
      <Choices
        legend={t("fund.direction")}
        name="direction"
        dense
        value={draft.direction}
        choices={[
          { value: "out", label: t("fund.out") },
          { value: "in", label: t("fund.in") },
        ]}
        onChoose={(direction) => set({ direction })}
      />
      <Field label={t("fund.amount")} inputMode="decimal" placeholder="96.00" value={draft.amount} onChange={(event) => set({ amount: event.target.value })} />
      <Field label={t("fund.day")} type="date" value={draft.day} onChange={(event) => set({ day: event.target.value })} />
      <Field label={t("fund.purpose")} maxLength={200} value={draft.purpose} onChange={(event) => set({ purpose: event.target.value })} />
      <Photos uploads={uploads} label={t("fund.receipt")} />
      <fieldset className="flex max-h-48 flex-col gap-1 overflow-y-auto">
        <legend className="mb-1 text-sm font-semibold">{t("fund.link")}</legend>
        {(posts.data?.entries ?? []).map((post) => (
          <label key={post.post_id} className="flex min-h-9 items-center gap-2 text-sm">
            <input
              type="checkbox"
              checked={linked.includes(post.post_id)}
              disabled={!linked.includes(post.post_id) && linked.length >= 5}
              onChange={(event) => setLinked(event.target.checked ? [...linked, post.post_id] : linked.filter((one) => one !== post.post_id))}
              className="size-4 shrink-0 accent-brand"
            />
            <span className="truncate">{post.text.replace(/[*_>`~#]/g, "").slice(0, 40)}</span>
          </label>
        ))}
      </fieldset>
    </Dialog>
  );
}

function Open({ circle, onClose }: { circle: Circle; onClose: () => void }) {
  const t = useT();
  const [draft, setDraft] = useState({ title: "", purpose: "" });
  const open = useAct(circle, "fund", () => openFund({ path: { circle_id: circle.circle_id }, body: draft }), onClose);
  return (
    <Dialog
      title={t("fund.open")}
      onClose={onClose}
      footer={
        <Button busy={open.isPending} disabled={draft.title.trim() === ""} onClick={() => open.mutate()}>
          {t("fund.open")}
        </Button>
      }
    >
      <Field label={t("fund.name")} maxLength={40} value={draft.title} onChange={(event) => setDraft({ ...draft, title: event.target.value })} />
      <TextArea label={t("fund.for")} maxLength={500} rows={3} value={draft.purpose} onChange={(event) => setDraft({ ...draft, purpose: event.target.value })} />
    </Dialog>
  );
}
