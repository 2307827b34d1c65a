import { approvePartner, listPartners, type Partner, type PartnerState, refusePartner } from "@tonghao/api";
import { Button, Modal, SegmentedControl, Textarea } from "@mantine/core";
import { inLocale, useLocale } from "@tonghao/i18n";
import { EmptyState, Time, toast } from "@tonghao/ui";
import { infiniteQueryOptions, useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useSite } from "../accounts/session.ts";
import { byCursor, cache, entriesOf } from "../cache.ts";
import { useSendKey } from "../sendKey.ts";
import { LoadMore } from "../shell/LoadMore.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { Page, Waiting } from "../shell/Page.tsx";
import { OperatorOnly } from "../shell/Shell.tsx";
import { useT } from "../text.ts";

const route = getRouteApi("/inside/partners");
const STATES = ["applied", "approved", "refused"] as const;

const partnersQuery = (state: PartnerState) =>
  infiniteQueryOptions({
    queryKey: ["partners", state],
    queryFn: ({ pageParam, signal }) => listPartners({ query: { state, cursor: pageParam }, signal }),
    ...byCursor,
  });

/** Who wants to run circles here; for the operator. */
export function PartnersPage() {
  return (
    <OperatorOnly title="partners.title">
      <Partners />
    </OperatorOnly>
  );
}

function Partners() {
  const t = useT();
  const { state = "applied" } = route.useSearch();
  const navigate = route.useNavigate();
  const list = useInfiniteQuery(partnersQuery(state));
  const partners = entriesOf(list.data);
  return (
    <Page
      title={t("partners.title")}
      lead={t("partners.lead")}
      action={
        <SegmentedControl
          aria-label={t("partners.which")}
          value={state}
          onChange={(wanted) => void navigate({ search: wanted === "approved" || wanted === "refused" ? { state: wanted } : {} })}
          data={STATES.map((one) => ({ value: one, label: t(`partners.${one}`) }))}
        />
      }
    >
      {list.isPending && <Waiting />}
      {list.isError && <Failed error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && partners.length === 0 && <EmptyState title={t(`partners.empty_${state}`)} />}
      <ul className="grid gap-4 desk:grid-cols-2">
        {partners.map((partner) => (
          <li key={partner.partner_id} className="panel flex flex-col gap-3 p-4 wide:p-5">
            <PartnerCard partner={partner} />
          </li>
        ))}
      </ul>
      <LoadMore list={list} />
    </Page>
  );
}

function PartnerCard({ partner }: { partner: Partner }) {
  const t = useT();
  const locale = useLocale();
  const { topics } = useSite();
  const topic = topics.find((one) => one.code === partner.category);
  return (
    <>
      <div>
        <h2 className="text-lg font-semibold">{partner.name}</h2>
        {partner.name_en !== "" && (
          <p lang="en" className="text-muted">
            {partner.name_en}
          </p>
        )}
      </div>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        <dt className="text-muted">{t("partners.category")}</dt>
        <dd>{topic === undefined ? partner.category : inLocale(locale, topic.zh, topic.en)}</dd>
        <dt className="text-muted">{t("partners.responsible")}</dt>
        <dd className="font-medium">{partner.responsible_name}</dd>
        <dt className="text-muted">{t("partners.applied_at")}</dt>
        <dd>
          <Time at={partner.created_at} />
        </dd>
        {partner.decided_at !== null && (
          <>
            <dt className="text-muted">{t("partners.decided_at")}</dt>
            <dd>
              <Time at={partner.decided_at} />
            </dd>
          </>
        )}
      </dl>
      {partner.about !== "" && <p className="whitespace-pre-line">{partner.about}</p>}
      {partner.reason !== "" && <p className="rounded-small bg-raised px-3 py-2">{t("partners.reason", { reason: partner.reason })}</p>}
      {partner.state === "applied" && <Decide partner={partner} />}
    </>
  );
}

function again(): void {
  void cache.invalidateQueries({ queryKey: ["partners"] });
  void cache.invalidateQueries({ queryKey: ["overview"] });
}

function Decide({ partner }: { partner: Partner }) {
  const t = useT();
  const [asking, setAsking] = useState<"approve" | "refuse" | null>(null);
  const [reason, setReason] = useState("");
  const path = { partner_id: partner.partner_id };
  const headers = useSendKey(partner.partner_id, asking, reason);
  const decide = useMutation({
    mutationFn: () => (asking === "refuse" ? refusePartner({ path, body: { reason: reason.trim() }, headers }) : approvePartner({ path, headers })),
    onSuccess: () => {
      toast(t(asking === "refuse" ? "partners.refuse_done" : "partners.approve_done", { name: partner.name }));
      setAsking(null);
    },
    onSettled: again,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    decide.mutate();
  };
  const refusing = asking === "refuse";
  return (
    <>
      <div className="mt-auto flex flex-wrap gap-2 pt-1">
        <Button h={44} onClick={() => setAsking("approve")}>
          {t("partners.approve")}
        </Button>
        <Button h={44} variant="outline" color="red" onClick={() => setAsking("refuse")}>
          {t("partners.refuse")}
        </Button>
      </div>
      <Modal
        opened={asking !== null}
        onClose={() => setAsking(null)}
        title={t(refusing ? "partners.refuse_title" : "partners.approve_title", { name: partner.name })}
        centered
        closeButtonProps={{ "aria-label": t("ui.close") }}
      >
        <form onSubmit={submit} className="flex flex-col gap-4">
          {refusing ? (
            <Textarea
              label={t("partners.refuse_reason")}
              description={t("partners.refuse_hint")}
              required
              autosize={false}
              rows={4}
              maxLength={1000}
              data-autofocus
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
          ) : (
            <p>{t("partners.approve_text")}</p>
          )}
          <div className="flex justify-end gap-2">
            <Button variant="default" h={44} onClick={() => setAsking(null)}>
              {t("ui.cancel")}
            </Button>
            <Button type="submit" h={44} color={refusing ? "red" : undefined} loading={decide.isPending} disabled={refusing && reason.trim() === ""}>
              {t(refusing ? "partners.refuse" : "partners.approve")}
            </Button>
          </div>
        </form>
      </Modal>
    </>
  );
}
