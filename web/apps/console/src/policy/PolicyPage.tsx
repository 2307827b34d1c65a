import type { Overlay } from "@tonghao/api";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Failed } from "../shell/Nowhere.tsx";
import { Page, Waiting } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { Bench } from "./Bench.tsx";
import { Editor } from "./Editor.tsx";
import { policyQuery } from "./queries.ts";
import { Replay } from "./Replay.tsx";
import { Shadow } from "./Shadow.tsx";
import { Versions } from "./Versions.tsx";

/** Changes of the policy: written, tried, replayed, put in force, taken back. For the operator. */
export function PolicyPage() {
  const t = useT();
  const policy = useQuery(policyQuery);
  const [overlay, setOverlay] = useState<Overlay>({});
  return (
    <Page title={t("policy.title")} lead={policy.data && t("policy.lead", { version: policy.data.version })}>
      {policy.isPending && <Waiting />}
      {policy.isError && <Failed error={policy.error} onRetry={() => void policy.refetch()} />}
      {policy.data !== undefined && (
        <div className="grid items-start gap-5 desk:grid-cols-2">
          <Editor policy={policy.data} onChange={setOverlay} />
          <div className="flex min-w-0 flex-col gap-5">
            <Bench overlay={overlay} />
            <Versions policy={policy.data} />
            <Shadow />
            <Replay />
          </div>
        </div>
      )}
    </Page>
  );
}
