import type { Partner } from "@tonghao/api";
import { inLocale, useLocale } from "@tonghao/i18n";
import { Button, Skeleton } from "@tonghao/ui";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useSignedIn } from "../accounts/session.ts";
import { AddressPanel } from "../calls/AddressPanel.tsx";
import { MyCirclesPanel } from "../circles/MyCirclesPanel.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { Page, Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { ApplyForm } from "./ApplyForm.tsx";
import { MyInvitations } from "./MyInvitations.tsx";
import { OpenCircleForm } from "./OpenCircleForm.tsx";
import { myPartnersQuery } from "./queries.ts";
import { StaffPanel } from "./StaffPanel.tsx";
import { YearPanel } from "./YearPanel.tsx";

const STATES = { applied: "partners.applied", approved: "partners.approved", refused: "partners.refused" } as const;

/** For organisations: apply, see the answer, name staff, open a circle. */
export function PartnersPage() {
  const t = useT();
  const partners = useQuery(myPartnersQuery);
  const [applying, setApplying] = useState(false);
  return (
    <Page title={t("partners.title")} aside={<MyCirclesPanel />}>
      <div className="flex flex-col gap-4">
        <MyInvitations />
        {partners.isPending && <Skeleton className="h-24 w-full rounded-card" />}
        {partners.isError && <Failed error={partners.error} onRetry={() => void partners.refetch()} />}
        {partners.data?.map((partner) => (
          <PartnerPanel key={partner.partner_id} partner={partner} />
        ))}
        {partners.data !== undefined && !applying && (
          <Panel title={t("partners.why")}>
            <p className="mb-4 text-muted">{t("partners.text")}</p>
            <Button onClick={() => setApplying(true)}>{t("partners.apply")}</Button>
          </Panel>
        )}
        {applying && <ApplyForm onDone={() => setApplying(false)} />}
      </div>
    </Page>
  );
}

function PartnerPanel({ partner }: { partner: Partner }) {
  const t = useT();
  const me = useSignedIn();
  const locale = useLocale();
  const [opening, setOpening] = useState(false);
  const myRole = me.partners.find((one) => one.partner_id === partner.partner_id)?.role ?? null;
  return (
    <Panel title={inLocale(locale, partner.name, partner.name_en)}>
      <p className="flex flex-wrap items-center gap-2">
        <span className={`rounded-full px-3 py-1 text-sm ${partner.state === "approved" ? "bg-tint" : partner.state === "refused" ? "bg-accent-tint" : "bg-amber-tint"}`}>
          {t(STATES[partner.state])}
        </span>
        <span className="text-sm text-muted">{t("partners.responsible", { name: partner.responsible_name })}</span>
      </p>
      {partner.reason !== "" && <p className="mt-2">{t("partners.reason", { reason: partner.reason })}</p>}
      {partner.about !== "" && <p className="mt-2 text-sm whitespace-pre-line text-muted">{partner.about}</p>}
      {partner.state === "approved" && (
        <div className="mt-4 flex flex-col gap-4 border-t border-line pt-4">
          <Link to="/partners/$partnerId" params={{ partnerId: partner.partner_id }} className="inline-flex min-h-6 items-center self-start font-medium text-brand underline-offset-4 hover:underline">
            {t("partners.public_page")}
          </Link>
          <YearPanel partner={partner} mayRenew={myRole !== "staff"} />
          <StaffPanel partner={partner} myRole={myRole} />
          {myRole !== null && myRole !== "staff" && <AddressPanel partnerId={partner.partner_id} />}
          {myRole === "staff" ? null : opening ? (
            <OpenCircleForm partner={partner} />
          ) : (
            <Button className="self-start" onClick={() => setOpening(true)}>
              {t("partners.open_circle")}
            </Button>
          )}
        </div>
      )}
    </Panel>
  );
}
