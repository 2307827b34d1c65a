/** Pay something: what the server wants confirmed is asked for in a dialog, what it refuses is explained in its place. */
import { Dialog } from "@tonghao/ui";
import type { ReactNode } from "react";
import { useT } from "../text.ts";
import { isSpent, useMoneyKey } from "../wallet/moneyKey.ts";
import { Explained, PayStep, type Shown, usePayment } from "../wallet/payment.tsx";
import { readMoneyAgain } from "./live.ts";
import { useCurrency } from "./parts.tsx";

type Paying<Done> = {
  /** Carry it out under `id`, with what was shown. */
  act: (id: string, shown: Shown) => Promise<Done>;
  /** What is paid: another content is another payment. */
  content: unknown[];
  onDone: (done: Done) => void;
};

/** The act, whether it is on its way, and what stands below its button: why it was refused, or what is asked for. */
export function usePay<Done>({ act, content, onDone }: Paying<Done>): { pay: () => void; busy: boolean; below: ReactNode } {
  const t = useT();
  const currency = useCurrency();
  const { id, renew } = useMoneyKey(content);
  const payment = usePayment(
    async (shown) => {
      try {
        return await act(id, shown);
      } catch (error) {
        if (isSpent(error)) renew();
        throw error;
      } finally {
        void readMoneyAgain();
      }
    },
    onDone,
  );
  const below = (
    <>
      <Explained fault={payment.fault} currency={currency} />
      {payment.asks !== null && (
        <Dialog title={t("transfers.confirm")} onClose={payment.forget}>
          <PayStep payment={payment} currency={currency} />
        </Dialog>
      )}
    </>
  );
  return { pay: () => payment.go(), busy: payment.busy, below };
}
