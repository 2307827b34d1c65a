import { isRefusal, makeRedPacket, type RedPacketBody } from "@tonghao/api";
import { grouped } from "@tonghao/i18n";
import { Button, Choices, Dialog, Field } from "@tonghao/ui";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { profileQuery } from "../accounts/queries.ts";
import { useMe } from "../accounts/session.ts";
import { cache, sentenceOf } from "../cache.ts";
import { circleQuery } from "../circles/queries.ts";
import { Tick } from "../polls/PollFields.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { Page } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { usePlaces } from "../wallet/money.tsx";
import { isSpent, useMoneyKey } from "../wallet/moneyKey.ts";
import { Explained, PayStep, type Shown, usePayment } from "../wallet/payment.tsx";
import { walletQuery } from "../wallet/queries.ts";
import { ChooseWhere } from "./ChooseWhere.tsx";
import { CoverArt } from "./CoverArt.tsx";
import { COVERS } from "./covers.ts";
import "./packets.css";
import { keepPacket } from "./queries.ts";

const route = getRouteApi("/shell/inside/packets/new");
type Kind = RedPacketBody["kind"];
type CoverName = keyof typeof COVERS;
const NAMES = Object.keys(COVERS) as CoverName[];

const OF_THE_SUM = new Set(["amount_refused", "share_out_of_range", "total_does_not_divide"]);

/** Whether another sum is all that it takes: then it is said at its field. */
function isOfTheSum(error: unknown): boolean {
  return isRefusal(error) && OF_THE_SUM.has(error.code);
}

/** Give a packet: into a circle, under a post, or to one person. */
export function MakePacket() {
  const t = useT();
  const { circle: slug, post, to } = route.useSearch();
  const circle = useQuery({ ...circleQuery(slug ?? ""), enabled: slug !== undefined });
  const person = useQuery({ ...profileQuery(to ?? ""), enabled: to !== undefined });
  const failed = circle.error ?? person.error;
  if (failed !== null) return <Page title={t("packets.give")}><Failed error={failed} onRetry={() => void (circle.isError ? circle.refetch() : person.refetch())} /></Page>;
  const ready = (slug === undefined || circle.data !== undefined) && (to === undefined || person.data !== undefined) && (slug !== undefined || to !== undefined);
  return (
    <Page title={t("packets.give")}>
      {ready && <Form circleId={circle.data?.circle_id ?? null} circleName={circle.data?.name ?? null} postId={post ?? null} person={person.data === undefined ? null : { id: person.data.account_id, name: person.data.name }} />}
      {slug === undefined && to === undefined && <ChooseWhere />}
    </Page>
  );
}

type FormProps = { circleId: string | null; circleName: string | null; postId: string | null; person: { id: string; name: string } | null };

function Form({ circleId, circleName, postId, person }: FormProps) {
  const t = useT();
  const me = useMe();
  const go = useNavigate();
  const minor = me?.age_class === "minor";
  const [kind, setKind] = useState<Kind>(person !== null ? "exclusive" : minor ? "equal" : "lucky");
  const [total, setTotal] = useState("");
  const [count, setCount] = useState("5");
  const [greeting, setGreeting] = useState("");
  const [cover, setCover] = useState<CoverName>("leaf");
  const [hides, setHides] = useState(false);
  const currency = useQuery(walletQuery).data?.currency ?? "CNY";
  const said = {
    kind,
    total: total.trim(),
    share_count: kind === "exclusive" ? 1 : Number(count) || 0,
    circle_id: circleId,
    post_id: postId,
    to_id: person?.id ?? null,
    greeting: greeting.trim(),
    cover,
    hides_results: hides,
  };
  // One identifier for one content: pressed twice, it is one packet; changed, it is another.
  const places = usePlaces();
  const { id: packetId, renew } = useMoneyKey(said);
  const act = async (shown: Shown) => {
    try {
      return await makeRedPacket({ body: { ...said, packet_id: packetId, ...shown } });
    } catch (error) {
      if (isSpent(error)) renew();
      throw error;
    }
  };
  const payment = usePayment(act, (packet) => {
    keepPacket(packet);
    void cache.invalidateQueries({ queryKey: ["circle-red-packets"] });
    void go({ to: "/packets/$packetId", params: { packetId: packet.packet_id }, replace: true });
  });
  const { fault } = payment;
  const nearest = isRefusal(fault, "total_does_not_divide") ? (fault.details["nearest"] as string[]) : [];
  return (
    <>
      <form
        className="flex flex-col gap-5 px-4 md:px-0"
        onSubmit={(event) => {
          event.preventDefault();
          payment.go();
        }}
      >
        <p className="text-sm text-muted">{person !== null ? t("packets.to_person", { name: person.name }) : t(postId === null ? "packets.to_circle" : "packets.to_post", { name: circleName ?? "" })}</p>
        {person === null && (
          <Choices<Kind>
            legend={t("packets.kind")}
            name="kind"
            value={kind}
            onChoose={setKind}
            choices={[
              ...(minor ? [] : [{ value: "lucky" as const, label: t("packets.kind_lucky"), hint: t("packets.hint_lucky") }]),
              { value: "equal" as const, label: t("packets.kind_equal"), hint: t("packets.hint_equal") },
            ]}
          />
        )}
        {kind !== "exclusive" && <Field label={t("packets.count")} hint={t("packets.count_hint")} type="number" inputMode="numeric" min={1} max={100} required value={count} onChange={(event) => setCount(event.target.value)} />}
        <Field label={t("packets.total")} hint={t(places === 0 ? "packets.total_hint_whole" : "packets.total_hint")} inputMode="decimal" required maxLength={12} value={total} onChange={(event) => setTotal(event.target.value)} error={isOfTheSum(fault) ? sentenceOf(fault) : null} />
        {nearest.length > 0 && (
          <div className="flex flex-wrap gap-2">
            {nearest.map((one) => (
              <Button key={one} look="line" onClick={() => setTotal(one)}>
                {t("packets.take", { total: grouped(one) })}
              </Button>
            ))}
          </div>
        )}
        <Field label={t("packets.greeting")} hint={t("packets.greeting_hint")} maxLength={40} value={greeting} placeholder={t("packets.no_greeting")} onChange={(event) => setGreeting(event.target.value)} />
        <fieldset className="grid max-w-96 grid-cols-5 gap-2.5">
          <legend className="mb-1.5 text-sm font-semibold">{t("packets.cover")}</legend>
          {NAMES.map((name) => (
            <label key={name} className="packet-paper grid min-w-0 cursor-pointer place-items-center gap-1 rounded-small px-1 py-2 text-xs has-checked:outline-2 has-checked:outline-offset-2 has-checked:outline-brand">
              <input type="radio" name="cover" value={name} checked={cover === name} onChange={() => setCover(name)} className="size-5 accent-brand" />
              <CoverArt cover={name} className="h-14" />
              {t(`packets.cover_${name}`)}
            </label>
          ))}
        </fieldset>
        {kind !== "exclusive" && <Tick label={t("packets.hide_results")} checked={hides} onChange={setHides} />}
        <p className="text-sm text-muted">{t("packets.rules")}</p>
        {!isOfTheSum(fault) && <Explained fault={fault} currency={currency} />}
        <Button type="submit" busy={payment.busy} disabled={total.trim() === ""} className="self-start">
          {t("packets.put_in")}
        </Button>
      </form>
      {payment.asks !== null && (
        <Dialog title={t("pay.title")} onClose={payment.forget}>
          <PayStep payment={payment} currency={currency} />
        </Dialog>
      )}
    </>
  );
}
