import { uuid7 } from "@tonghao/api";
import { useMemo } from "react";

/** One idempotency key for one content: sent again after a broken connection it is done once; changed, it is another. */
export function useSendKey(...content: unknown[]): { "Idempotency-Key": string } {
  const said = JSON.stringify(content);
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  return useMemo(() => ({ "Idempotency-Key": uuid7() }), [said]);
}
