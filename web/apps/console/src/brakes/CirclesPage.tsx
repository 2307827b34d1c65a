import { type Closing, demoteCircle, liftRestriction, type OverseenCircle, pullCircleBrake, releaseCircleBrake, type Restriction, type RestrictionKind, restrictCircle, withdrawClosing } from "@tonghao/api";
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { inLocale, useLocale } from "@tonghao/i18n";
import { EmptyState, toast, useFullTime } from "@tonghao/ui";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { OctagonX, Search } from "lucide-react";
import { type FormEvent, useState } from "react";
import { entriesOf } from "../cache.ts";
import { useSendKey } from "../sendKey.ts";
import { LoadMore } from "../shell/LoadMore.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { Page, Waiting } from "../shell/Page.tsx";
import { Hours, ReasonModal } from "../shell/ReasonModal.tsx";
import { useT } from "../text.ts";
import { circlesQuery, readAgain } from "./queries.ts";

const route = getRouteApi("/inside/circles");
const KINDS = ["pre_check", "photo_check", "no_photos", "read_only", "invite_only", "hidden", "tips_off", "closed"] as const;
const LIFTABLE = new Set(["sanction", "brake", "breaker"]);

/** Every circle, with what it may not do, and the brake. */
export function CirclesPage() {
  const t = useT();
  const { q = "", restricted = false } = route.useSearch();
  const navigate = route.useNavigate();
  const [words, setWords] = useState(q);
  const list = useInfiniteQuery(circlesQuery(q, restricted));
  const circles = entriesOf(list.data);
  const go = (wanted: string, only: boolean) =>
    void navigate({ search: { ...(wanted === "" ? {} : { q: wanted }), ...(only ? { restricted: true } : {}) } });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    go(words.trim(), restricted);
  };
  return (
    <Page title={t("circles.title")} lead={t("circles.lead")}>
      <search>
        <form onSubmit={submit} className="flex flex-wrap items-end gap-x-4 gap-y-2">
          <div className="flex min-w-0 max-w-lg grow items-end gap-2">
            <TextInput
              type="search"
              className="min-w-0 grow"
              size="md"
              label={t("circles.search")}
              maxLength={60}
              leftSection={<Search size={18} aria-hidden="true" />}
              value={words}
              onChange={(event) => setWords(event.currentTarget.value)}
            />
            <Button type="submit" h={42} className="shrink-0">
              {t("circles.do")}
            </Button>
          </div>
          <label className="flex min-h-11 cursor-pointer items-center gap-2">
            <input type="checkbox" className="size-5 accent-brand" checked={restricted} onChange={(event) => go(q, event.currentTarget.checked)} />
            {t("circles.restricted")}
          </label>
        </form>
      </search>
      {list.isPending && <Waiting />}
      {list.isError && <Failed error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && circles.length === 0 && <EmptyState title={t("circles.empty")} />}
      <ul className="grid gap-4 desk:grid-cols-2">
        {circles.map((circle) => (
          <li key={circle.circle_id} className="panel flex flex-col gap-3 p-4 wide:p-5">
            <CircleCard circle={circle} />
          </li>
        ))}
      </ul>
      <LoadMore list={list} />
    </Page>
  );
}

function CircleCard({ circle }: { circle: OverseenCircle }) {
  const t = useT();
  const name = inLocale(useLocale(), circle.name, circle.name_en);
  const [asking, setAsking] = useState<"restrict" | "brake" | "release" | null>(null);
  const [lifting, setLifting] = useState<Restriction | null>(null);
  const braked = circle.restrictions.some((one) => one.source === "brake");
  return (
    <>
      <div>
        <h2 className="text-lg font-semibold">
          <a href={`/c/${circle.slug}`} className="hover:underline">
            {name}
          </a>
        </h2>
        <p className="text-sm text-muted">
          {circle.partner_name} · {t("circles.members", { count: circle.member_count })}
          {circle.open_cases > 0 && ` · ${t("circles.open_cases", { count: circle.open_cases })}`}
        </p>
      </div>
      {circle.restrictions.length === 0 ? (
        <p className="text-muted">{t("circles.free")}</p>
      ) : (
        <ul className="flex flex-col gap-2">
          {circle.restrictions.map((one) => (
            <li key={one.restriction_id} className="flex items-start justify-between gap-3 rounded-small bg-raised px-3 py-2">
              <Standing one={one} />
              {LIFTABLE.has(one.source) && (
                <Button variant="default" size="xs" h={32} className="shrink-0" aria-label={t("circles.lift_named", { what: t(`limit.${one.kind}`) })} onClick={() => setLifting(one)}>
                  {t("circles.lift")}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {circle.closings.map((one) => (
        <Waits key={one.closing_id} circle={circle} one={one} name={name} />
      ))}
      <div className="mt-auto flex flex-wrap gap-2 pt-1">
        <Button h={44} variant="default" onClick={() => setAsking("restrict")}>
          {t("circles.restrict")}
        </Button>
        {braked ? (
          <Button h={44} variant="outline" onClick={() => setAsking("release")}>
            {t("circles.release")}
          </Button>
        ) : (
          <Button h={44} color="red" leftSection={<OctagonX size={18} aria-hidden="true" />} onClick={() => setAsking("brake")}>
            {t("circles.brake")}
          </Button>
        )}
      </div>
      {asking === "restrict" && <Restrict circle={circle} name={name} onClose={() => setAsking(null)} />}
      {(asking === "brake" || asking === "release") && <Brake circle={circle} name={name} pull={asking === "brake"} onClose={() => setAsking(null)} />}
      {lifting !== null && <Lift circle={circle} one={lifting} onClose={() => setLifting(null)} />}
    </>
  );
}

/** One restriction: what, by what, why, until when. */
export function Standing({ one }: { one: Pick<Restriction, "kind" | "source" | "until" | "reason" | "reason_en"> }) {
  const t = useT();
  const full = useFullTime();
  const reason = inLocale(useLocale(), one.reason, one.reason_en);
  return (
    <div className="min-w-0">
      <p className="font-medium">{t(`limit.${one.kind}`)}</p>
      <p className="text-sm text-muted">
        {t(`limit.by_${one.source}`)} · {one.until === null ? t("limit.no_end") : t("limit.until", { date: full(one.until) })}
      </p>
      <p className="text-sm break-words">{reason}</p>
    </div>
  );
}

/** A closing that one person proposed: another agrees by doing the same, or it is withdrawn. */
function Waits({ circle, one, name }: { circle: OverseenCircle; one: Closing; name: string }) {
  const t = useT();
  const [asking, setAsking] = useState(false);
  const [said, setSaid] = useState("");
  const path = { circle_id: circle.circle_id };
  const headers = useSendKey(one.closing_id, said);
  const leave = useSendKey(one.closing_id);
  const confirm = useMutation({
    mutationFn: (reason: string): Promise<unknown> =>
      one.way === "tier" ? demoteCircle({ path, body: { tier: "terminated", reason }, headers }) : restrictCircle({ path, body: { kind: "closed", hours: one.hours, reason }, headers }),
    onSuccess: () => {
      toast(t("circles.closing_done"));
      setAsking(false);
    },
    onSettled: readAgain,
    meta: { quiet: true },
  });
  const withdraw = useMutation({
    mutationFn: () => withdrawClosing({ path: { ...path, closing_id: one.closing_id }, headers: leave }),
    onSuccess: () => toast(t("circles.closing_withdrawn")),
    onSettled: readAgain,
  });
  return (
    <section className="flex flex-col gap-2 rounded-small border border-line px-3 py-2">
      <p className="font-medium">{t(one.way === "tier" ? "circles.closing_tier_proposed" : "circles.closing_proposed", { name: one.proposed_by.name })}</p>
      <p className="text-sm break-words">{one.reason}</p>
      <div className="flex flex-wrap gap-2">
        <Button h={44} color="red" variant="outline" onClick={() => setAsking(true)}>
          {t("circles.closing_confirm")}
        </Button>
        <Button h={44} variant="default" loading={withdraw.isPending} onClick={() => withdraw.mutate()}>
          {t("circles.closing_withdraw")}
        </Button>
      </div>
      {asking && (
        <ReasonModal
          title={t("circles.closing_title", { name })}
          text={t("circles.closing_text")}
          act={t("circles.closing_confirm")}
          danger
          busy={confirm.isPending}
          error={confirm.error}
          onSend={(reason) => {
            setSaid(reason);
            confirm.mutate(reason);
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </section>
  );
}

type ActProps = { circle: OverseenCircle; onClose: () => void };

function Restrict({ circle, name, onClose }: ActProps & { name: string }) {
  const t = useT();
  const [kind, setKind] = useState<RestrictionKind>("pre_check");
  const [hours, setHours] = useState<number | null>(72);
  const [said, setSaid] = useState("");
  const headers = useSendKey(circle.circle_id, kind, hours, said);
  const send = useMutation({
    mutationFn: (reason: string) => restrictCircle({ path: { circle_id: circle.circle_id }, body: { kind, hours, reason }, headers }),
    onSuccess: (after) => {
      const waits = kind === "closed" && after.state !== "closed";
      toast(t(waits ? "circles.closing_waits" : "circles.restricted_now"));
      onClose();
    },
    onSettled: readAgain,
    meta: { quiet: true },
  });
  return (
    <ReasonModal
      title={t("circles.restrict_title", { name })}
      act={t("circles.restrict")}
      busy={send.isPending}
      error={send.error}
      onSend={(reason) => {
        setSaid(reason);
        send.mutate(reason);
      }}
      onClose={onClose}
    >
      <NativeSelect
        label={t("circles.what")}
        value={kind}
        onChange={(event) => setKind(KINDS.find((one) => one === event.currentTarget.value) ?? "pre_check")}
        data={KINDS.map((one) => ({ value: one, label: t(`limit.${one}`) }))}
      />
      <Hours label={t("circles.long")} value={hours} onChange={setHours} />
    </ReasonModal>
  );
}

function Lift({ circle, one, onClose }: ActProps & { one: Restriction }) {
  const t = useT();
  const headers = useSendKey(one.restriction_id);
  const send = useMutation({
    mutationFn: (reason: string) => liftRestriction({ path: { circle_id: circle.circle_id, restriction_id: one.restriction_id }, body: { reason }, headers }),
    onSuccess: () => {
      toast(t("circles.lifted"));
      onClose();
    },
    onSettled: readAgain,
    meta: { quiet: true },
  });
  return (
    <ReasonModal title={t("circles.lift_title", { what: t(`limit.${one.kind}`) })} act={t("circles.lift")} busy={send.isPending} error={send.error} onSend={send.mutate} onClose={onClose} />
  );
}

function Brake({ circle, name, pull, onClose }: ActProps & { name: string; pull: boolean }) {
  const t = useT();
  const send = useMutation({
    mutationFn: (reason: string) => (pull ? pullCircleBrake : releaseCircleBrake)({ path: { circle_id: circle.circle_id }, body: { reason } }),
    onSuccess: () => {
      toast(t(pull ? "circles.braked" : "circles.released"));
      onClose();
    },
    onSettled: readAgain,
    meta: { quiet: true },
  });
  return (
    <ReasonModal
      title={t(pull ? "circles.brake_title" : "circles.release_title", { name })}
      text={pull ? t("circles.brake_text") : undefined}
      act={t(pull ? "circles.brake" : "circles.release")}
      danger={pull}
      busy={send.isPending}
      error={send.error}
      onSend={send.mutate}
      onClose={onClose}
    />
  );
}
