import { Button } from "@mantine/core";
import { toast, useFullTime } from "@tonghao/ui";
import { useQuery } from "@tanstack/react-query";
import { Copy } from "lucide-react";
import { Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { headQuery } from "./queries.ts";

/** The end of the chain, for anybody to write down. */
export function ChainHead() {
  const t = useT();
  const full = useFullTime();
  const { data } = useQuery(headQuery);
  if (data === undefined) return null;
  const copy = () => {
    void navigator.clipboard.writeText(data.hash).then(() => toast(t("audit.copied")));
  };
  return (
    <Panel
      title={t("overview.chain")}
      text={data.number === 0 ? t("overview.chain_empty") : t("overview.chain_text", { number: data.number })}
      action={
        <Button variant="default" size="xs" h={36} leftSection={<Copy size={16} aria-hidden="true" />} onClick={copy}>
          {t("audit.copy")}
        </Button>
      }
    >
      <p className="mono break-all">{data.hash}</p>
      {data.at !== null && <p className="mt-1 text-sm text-muted">{full(data.at)}</p>}
    </Panel>
  );
}
