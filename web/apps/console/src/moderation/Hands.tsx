/** Whose case it is: given to somebody, stepped back from by somebody. */
import { assignCase, type Case, recuseFromCase } from "@tonghao/api";
import { Button, NativeSelect } from "@mantine/core";
import { Time, toast } from "@tonghao/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useSignedIn } from "../accounts/session.ts";
import { sentenceOf } from "../cache.ts";
import { Panel } from "../shell/Page.tsx";
import { Person } from "../shell/Person.tsx";
import { ReasonModal } from "../shell/ReasonModal.tsx";
import { useT } from "../text.ts";
import { forgetCase, keepCase } from "./live.ts";
import { colleaguesQuery } from "./queries.ts";

export function Hands({ kept }: { kept: Case }) {
  const t = useT();
  const open = kept.state === "open" && kept.barred === "";
  if (!open && kept.assigned_to === null && kept.recusals.length === 0) return null;
  return (
    <Panel title={t("hands.title")} text={kept.assigned_to === null ? t("hands.nobody") : t("hands.given", { name: kept.assigned_to.name })}>
      {open && <Assign kept={kept} />}
      {kept.recusals.length > 0 && (
        <ul className="flex flex-col gap-2">
          {kept.recusals.map((one) => (
            <li key={one.person.account_id} className="flex flex-wrap items-center gap-x-3 border-t border-line pt-2 text-sm">
              <Person person={one.person} size={24} />
              <span>{t("hands.recused", { reason: one.reason })}</span>
              <Time at={one.at} className="ml-auto text-muted" />
            </li>
          ))}
        </ul>
      )}
      {open && <Recuse kept={kept} />}
    </Panel>
  );
}

function Assign({ kept }: { kept: Case }) {
  const t = useT();
  const me = useSignedIn();
  const { data: colleagues = [] } = useQuery(colleaguesQuery);
  const assign = useMutation({
    mutationFn: (assigneeId: string | null) => assignCase({ path: { case_id: kept.case_id }, body: { assignee_id: assigneeId } }),
    onSuccess: (assigned) => {
      keepCase(assigned);
      toast(assigned.assigned_to === null ? t("hands.taken_back") : t("hands.done", { name: assigned.assigned_to.name }));
    },
    meta: { quiet: true },
  });
  const fitting = colleagues.filter((one) => one.account_id !== kept.author.account_id);
  return (
    <NativeSelect
      data-key="g"
      label={t("hands.assign")}
      value={kept.assigned_to?.account_id ?? ""}
      disabled={assign.isPending}
      error={assign.isError && sentenceOf(assign.error)}
      onChange={(event) => assign.mutate(event.currentTarget.value === "" ? null : event.currentTarget.value)}
      data={[{ value: "", label: t("hands.to_nobody") }, ...fitting.map((one) => ({ value: one.account_id, label: one.account_id === me.account_id ? t("hands.to_me", { name: one.name }) : one.name }))]}
    />
  );
}

function Recuse({ kept }: { kept: Case }) {
  const t = useT();
  const navigate = useNavigate();
  const [asked, setAsked] = useState(false);
  const recuse = useMutation({
    mutationFn: (reason: string) => recuseFromCase({ path: { case_id: kept.case_id }, body: { reason } }),
    onSuccess: () => {
      toast(t("hands.recuse_done"));
      void navigate({ to: "/queue" }).then(() => forgetCase(kept.case_id));
    },
    meta: { quiet: true },
  });
  return (
    <>
      <Button variant="default" h={40} data-key="e" onClick={() => setAsked(true)}>
        {t("hands.recuse")}
      </Button>
      {asked && (
        <ReasonModal
          title={t("hands.recuse")}
          text={t("hands.recuse_text")}
          hint={t("hands.recuse_hint")}
          act={t("hands.recuse")}
          busy={recuse.isPending}
          error={recuse.error}
          onSend={(reason) => recuse.mutate(reason)}
          onClose={() => setAsked(false)}
        />
      )}
    </>
  );
}
