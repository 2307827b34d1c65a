/** The key under which money moves: which content it stands for, and when it has had its use. */
import { isRefusal, uuid7 } from "@tonghao/api";
import { useMemo, useState } from "react";

/**
 * Whether the same again needs another key: the books remember under its key for ever that they refused.
 * What only asks to confirm never reached them; and where no answer came, or one that says nothing about the
 * payment, it may have been done, and only the same key finds that out.
 */
export function isSpent(error: unknown): boolean {
  return isRefusal(error) && error.status >= 400 && error.status < 500 && !error.code.startsWith("pay_password");
}

/** The key of one payment: sent again after a broken connection it is done once; changed or refused it is another. */
export function useMoneyKey(...content: unknown[]): { id: string; renew: () => void } {
  const [turn, setTurn] = useState(0);
  const said = JSON.stringify([content, turn]);
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const id = useMemo(() => uuid7(), [said]);
  return { id, renew: () => setTurn((now) => now + 1) };
}
