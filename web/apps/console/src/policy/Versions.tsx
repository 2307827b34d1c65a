import { type InForce, orderPolicy, replayPolicy } from "@tonghao/api";
import { Alert, Button, Modal, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { Time, toast } from "@tonghao/ui";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { cache, entriesOf, sentenceOf } from "../cache.ts";
import { useSendKey } from "../sendKey.ts";
import { LoadMore } from "../shell/LoadMore.tsx";
import { Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { replayQuery, versionsQuery } from "./queries.ts";
import { BeginShadow } from "./Shadow.tsx";

const DAYS = 7;
const SHARES = [5, 10, 25, 50, 100];

/** Every version, each to be replayed and put in force; and what was ordered. */
export function Versions({ policy }: { policy: InForce }) {
  const t = useT();
  const list = useInfiniteQuery(versionsQuery);
  const [ordering, setOrdering] = useState<number | null>(null);
  const [shadowing, setShadowing] = useState<number | null>(null);
  return (
    <>
      <Panel title={t("policy.versions")}>
        <ul className="flex flex-col divide-y divide-line">
          {entriesOf(list.data).map((one) => (
            <Row key={one.number} number={one.number} policy={policy} onOrder={setOrdering} onShadow={setShadowing}>
              <p className="break-words">{one.note}</p>
              <p className="text-sm text-muted">
                <Time at={one.at} />
              </p>
            </Row>
          ))}
          <Row number={0} policy={policy} onOrder={setOrdering} onShadow={setShadowing} />
        </ul>
        <LoadMore list={list} />
      </Panel>
      {policy.orders.length > 0 && (
        <Panel title={t("policy.orders")}>
          <ul className="flex flex-col gap-2 text-sm">
            {policy.orders.map((order) => (
              <li key={order.order_id} className="break-words">
                <strong className="font-semibold">{t("policy.number", { number: order.number })}</strong> <Time at={order.effective_at} />
                {order.share < 100 && ` · ${t("policy.share_of", { share: order.share })}`} · {order.reason}
              </li>
            ))}
          </ul>
        </Panel>
      )}
      {ordering !== null && <Order number={ordering} onClose={() => setOrdering(null)} />}
      {shadowing !== null && <BeginShadow number={shadowing} onClose={() => setShadowing(null)} />}
    </>
  );
}

type RowProps = { number: number; policy: InForce; onOrder: (number: number) => void; onShadow: (number: number) => void; children?: ReactNode };

function Row({ number, policy, onOrder, onShadow, children }: RowProps) {
  const t = useT();
  const [times, setTimes] = useState(0);
  const headers = useSendKey("replay", number, times);
  const replay = useMutation({
    mutationFn: () => replayPolicy({ path: { number }, body: { days: DAYS }, headers }),
    onSuccess: (begun) => {
      setTimes(times + 1);
      cache.setQueryData(replayQuery.queryKey, begun);
    },
  });
  const counts = number === policy.number;
  const share = policy.staged?.number === number ? policy.staged.share : null;
  return (
    <li className="flex flex-col gap-2 py-3 first:pt-0 last:pb-0">
      <div className="min-w-0">
        <h3 className="font-semibold">
          {number === 0 ? t("policy.zero") : t("policy.number", { number })}
          {counts && <span className="ml-2 rounded-small bg-tint px-2 text-sm font-medium text-brand">{t("policy.in_force")}</span>}
          {share !== null && <span className="ml-2 rounded-small bg-tint px-2 text-sm font-medium text-brand">{t("policy.share_of", { share })}</span>}
        </h3>
        {children}
      </div>
      {!counts && (
        <div className="flex flex-wrap gap-2">
          <Button variant="default" h={36} loading={replay.isPending} onClick={() => replay.mutate()}>
            {t("policy.replay", { days: DAYS })}
          </Button>
          <Button variant="default" h={36} onClick={() => onShadow(number)}>
            {t("policy.shadow_begin")}
          </Button>
          <Button h={36} onClick={() => onOrder(number)}>
            {t(number < policy.number ? "policy.back" : "policy.order")}
          </Button>
        </div>
      )}
    </li>
  );
}

function Order({ number, onClose }: { number: number; onClose: () => void }) {
  const t = useT();
  const [reason, setReason] = useState("");
  const [when, setWhen] = useState("");
  const [share, setShare] = useState("100");
  const headers = useSendKey("order", number, reason, when, share);
  const order = useMutation({
    mutationFn: () => orderPolicy({ body: { number, reason: reason.trim(), effective_at: when === "" ? null : new Date(when).toISOString(), share: Number(share) }, headers }),
    onSuccess: () => {
      toast(t("policy.ordered"));
      void cache.invalidateQueries({ queryKey: ["policy"] });
      onClose();
    },
    meta: { quiet: true },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() !== "") order.mutate();
  };
  return (
    <Modal opened onClose={onClose} title={t("policy.order_title", { number })} centered closeButtonProps={{ "aria-label": t("ui.close") }}>
      <form onSubmit={submit} noValidate className="flex flex-col gap-4">
        <Textarea label={t("policy.reason")} required rows={3} maxLength={1000} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
        <TextInput type="datetime-local" label={t("policy.when")} description={t("policy.when_hint")} value={when} onChange={(event) => setWhen(event.currentTarget.value)} />
        <NativeSelect
          label={t("policy.share")}
          description={t("policy.share_hint")}
          value={share}
          onChange={(event) => setShare(event.currentTarget.value)}
          data={SHARES.map((one) => ({ value: String(one), label: one === 100 ? t("policy.share_all") : t("policy.share_of", { share: one }) }))}
        />
        {order.isError && (
          <Alert color="red" role="alert">
            {sentenceOf(order.error)}
          </Alert>
        )}
        <Button type="submit" h={44} loading={order.isPending} disabled={reason.trim() === ""}>
          {t("policy.order")}
        </Button>
      </form>
    </Modal>
  );
}
