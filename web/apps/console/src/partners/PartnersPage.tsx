import { approvePartner, listPartners, type PartnerCheck, type PartnerRecord, refusePartner } from "@tonghao/api";
import { Button, Modal, SegmentedControl, Textarea } from "@mantine/core";
import { inLocale, useLocale } from "@tonghao/i18n";
import { EmptyState, Time, toast } from "@tonghao/ui";
import { infiniteQueryOptions, useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { mayOperate, useSignedIn, useSite } from "../accounts/session.ts";
import { byCursor, cache, entriesOf } from "../cache.ts";
import { useSendKey } from "../sendKey.ts";
import { LoadMore } from "../shell/LoadMore.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { Page, Waiting } from "../shell/Page.tsx";
import { CoveredPhotos } from "../moderation/CoveredPhotos.tsx";
import { useT } from "../text.ts";

const route = getRouteApi("/inside/partners");
const STATES = ["applied", "due", "approved", "refused"] as const;
type List = (typeof STATES)[number];

const partnersQuery = (state: List) =>
  infiniteQueryOptions({
    queryKey: ["partners", state],
    queryFn: ({ pageParam, signal }) => listPartners({ query: { state, cursor: pageParam }, signal }),
    ...byCursor,
  });

/** Who wants to run circles here, who is due for the yearly check; moderators sign as one of two. */
export function PartnersPage() {
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
          onChange={(wanted) => void navigate({ search: wanted === "applied" ? {} : { state: wanted as Exclude<List, "applied"> } })}
          data={STATES.map((one) => ({ value: one, label: t(`partners.${one}`) }))}
        />
      }
    >
      {list.isPending && <Waiting />}
      {list.isError && <Failed error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && partners.length === 0 && <EmptyState title={t(`partners.empty_${state}`)} />}
      <ul className="grid gap-4 desk:grid-cols-2">
        {partners.map((record) => (
          <li key={record.partner.partner_id} className="panel flex flex-col gap-3 p-4 wide:p-5">
            <PartnerCard record={record} />
          </li>
        ))}
      </ul>
      <LoadMore list={list} />
    </Page>
  );
}

function PartnerCard({ record }: { record: PartnerRecord }) {
  const { partner, checks } = record;
  const check = checks[0];
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
        <dd className="font-medium">{check?.responsible_name ?? partner.responsible_name}</dd>
        {check !== undefined && check.register_masked !== "" && (
          <>
            <dt className="text-muted">{t("partners.register")}</dt>
            <dd>
              {check.legal_name}
              <br />
              <span className="figures">{check.register_masked}</span>
            </dd>
          </>
        )}
        {check !== undefined && check.convention_version !== "" && (
          <>
            <dt className="text-muted">{t("partners.convention")}</dt>
            <dd className="figures">{check.convention_version}</dd>
          </>
        )}
        <dt className="text-muted">{t("partners.applied_at")}</dt>
        <dd>
          <Time at={partner.created_at} />
        </dd>
        {partner.due_at !== null && (
          <>
            <dt className="text-muted">{t("partners.due_at")}</dt>
            <dd>
              <Time at={partner.due_at} />
              {partner.lapsed_at !== null && <strong className="ml-2 text-accent">{t("partners.lapsed")}</strong>}
            </dd>
          </>
        )}
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
      {check !== undefined && <CheckFacts check={check} />}
      {check?.state === "waiting" && <Decide record={record} check={check} />}
    </>
  );
}

/** The licence with its photo, and who has signed. */
function CheckFacts({ check }: { check: PartnerCheck }) {
  const t = useT();
  return (
    <>
      {check.licence !== null && (
        <section className="flex flex-col gap-2 rounded-small bg-raised p-3">
          <h3 className="font-medium">{t("partners.licence")}</h3>
          <p className="figures">{t("partners.licence_text", { number: check.licence.number, issuer: check.licence.issuer, date: check.licence.valid_until })}</p>
          {check.licence_photo !== null && <CoveredPhotos photos={[{ ...check.licence_photo, alt: t("partners.licence_photo") }]} />}
        </section>
      )}
      {check.state === "waiting" && (
        <p className="text-muted">
          {t(check.kind === "renewal" ? "partners.renewal" : "partners.application")} · {t("partners.signed", { signed: check.signed.length, needed: check.signatures })}
          {check.signed.map((one) => ` · ${one.name}`).join("")}
        </p>
      )}
    </>
  );
}

function again(): void {
  void cache.invalidateQueries({ queryKey: ["partners"] });
  void cache.invalidateQueries({ queryKey: ["overview"] });
}

function Decide({ record: { partner }, check }: { record: PartnerRecord; check: PartnerCheck }) {
  const t = useT();
  const me = useSignedIn();
  const isLast = check.signed.length + 1 >= check.signatures;
  const [asking, setAsking] = useState<"approve" | "refuse" | null>(null);
  const [reason, setReason] = useState("");
  const path = { partner_id: partner.partner_id };
  const headers = useSendKey(partner.partner_id, asking, reason);
  const decide = useMutation({
    mutationFn: () => (asking === "refuse" ? refusePartner({ path, body: { reason: reason.trim() }, headers }) : approvePartner({ path, headers })),
    onSuccess: () => {
      toast(t(asking === "refuse" ? "partners.refuse_done" : isLast ? "partners.approve_done" : "partners.sign_done", { name: partner.name }));
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
        {check.i_may_sign && (
          <Button h={44} onClick={() => setAsking("approve")}>
            {t(isLast ? "partners.approve" : "partners.sign")}
          </Button>
        )}
        {mayOperate(me) && (
          <Button h={44} variant="outline" color="red" onClick={() => setAsking("refuse")}>
            {t("partners.refuse")}
          </Button>
        )}
      </div>
      <Modal
        opened={asking !== null}
        onClose={() => setAsking(null)}
        title={t(refusing ? "partners.refuse_title" : isLast ? "partners.approve_title" : "partners.sign_title", { name: partner.name })}
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
            <p>{t(isLast ? "partners.approve_text" : "partners.sign_text")}</p>
          )}
          <div className="flex justify-end gap-2">
            <Button variant="default" h={44} onClick={() => setAsking(null)}>
              {t("ui.cancel")}
            </Button>
            <Button type="submit" h={44} color={refusing ? "red" : undefined} loading={decide.isPending} disabled={refusing && reason.trim() === ""}>
              {t(refusing ? "partners.refuse" : isLast ? "partners.approve" : "partners.sign")}
            </Button>
          </div>
        </form>
      </Modal>
    </>
  );
}
