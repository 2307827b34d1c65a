import { beginPolicyShadow, endPolicyShadow, type Shadow as ShadowView } from "@tonghao/api";
import { Alert, Button, Modal, Textarea } from "@mantine/core";
import { Time, toast } from "@tonghao/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { cache, sentenceOf } from "../cache.ts";
import { useSendKey } from "../sendKey.ts";
import { Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { Changed, Moves } from "./Changed.tsx";
import { shadowQuery } from "./queries.ts";

/** The version that judges alongside: how many decisions it takes differently, and which. */
export function Shadow() {
  const { data } = useQuery(shadowQuery);
  return data === undefined || data === null ? null : <Shown shadow={data} />;
}

function Shown({ shadow }: { shadow: ShadowView }) {
  const t = useT();
  const end = useMutation({
    mutationFn: () => endPolicyShadow(),
    onSuccess: (ended) => {
      cache.setQueryData(shadowQuery.queryKey, ended);
      toast(t("policy.shadow_over"));
    },
  });
  return (
    <Panel title={t("policy.shadow_title", { number: shadow.number })}>
      <p className="text-sm break-words">{shadow.reason}</p>
      <p role="status" className="text-sm text-muted">
        {shadow.ended_at === null ? t("policy.shadow_runs") : t("policy.shadow_ended")} · <Time at={shadow.begun_at} /> · {t("policy.shadow_judged", { number: shadow.judged })}
      </p>
      <Moves counts={shadow.counts} isOver={shadow.judged > 0} />
      <Changed changed={shadow.changed} />
      {shadow.ended_at === null && (
        <Button variant="default" h={36} className="self-start" loading={end.isPending} onClick={() => end.mutate()}>
          {t("policy.shadow_end")}
        </Button>
      )}
    </Panel>
  );
}

/** Why a version is tried alongside. */
export function BeginShadow({ number, onClose }: { number: number; onClose: () => void }) {
  const t = useT();
  const [reason, setReason] = useState("");
  const headers = useSendKey("shadow", number, reason);
  const begin = useMutation({
    mutationFn: () => beginPolicyShadow({ body: { number, reason: reason.trim() }, headers }),
    onSuccess: (begun) => {
      cache.setQueryData(shadowQuery.queryKey, begun);
      toast(t("policy.shadow_begun"));
      onClose();
    },
    meta: { quiet: true },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() !== "") begin.mutate();
  };
  return (
    <Modal opened onClose={onClose} title={t("policy.shadow_title", { number })} centered closeButtonProps={{ "aria-label": t("ui.close") }}>
      <form onSubmit={submit} noValidate className="flex flex-col gap-4">
        <p className="text-sm text-muted">{t("policy.shadow_text")}</p>
        <Textarea label={t("policy.reason")} required rows={3} maxLength={1000} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
        {begin.isError && (
          <Alert color="red" role="alert">
            {sentenceOf(begin.error)}
          </Alert>
        )}
        <Button type="submit" h={44} loading={begin.isPending} disabled={reason.trim() === ""}>
          {t("policy.shadow_begin")}
        </Button>
      </form>
    </Modal>
  );
}
