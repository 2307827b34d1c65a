-- migrate:up
-- What an operator gives back of a top-up is an order too: it waits, is asked for and is compared like any other.
ALTER TABLE gateway_orders DROP CONSTRAINT gateway_orders_kind_check;
ALTER TABLE gateway_orders ADD CONSTRAINT gateway_orders_kind_check
    CHECK (kind IN ('top_up', 'withdrawal', 'refund'));
ALTER TABLE gateway_orders
    -- The top-up that a refund gives back, who asked for it, and why; its owner reads that.
    ADD COLUMN refund_of uuid,
    ADD COLUMN asked_by uuid,
    ADD COLUMN said text NOT NULL DEFAULT '' CHECK (length(said) <= 500),
    -- Of a top-up: what was given back, or is on its way back.
    ADD COLUMN refunded_minor bigint NOT NULL DEFAULT 0,
    ADD CONSTRAINT gateway_orders_refund CHECK ((kind = 'refund') = (refund_of IS NOT NULL)),
    ADD CONSTRAINT gateway_orders_refunded
        CHECK (refunded_minor BETWEEN 0 AND amount_minor AND (refunded_minor = 0 OR kind = 'top_up'));
CREATE INDEX gateway_orders_refunds ON gateway_orders (refund_of, id) WHERE refund_of IS NOT NULL;

ALTER TABLE sandbox_payments DROP CONSTRAINT sandbox_payments_kind_check;
ALTER TABLE sandbox_payments ADD CONSTRAINT sandbox_payments_kind_check
    CHECK (kind IN ('top_up', 'withdrawal', 'refund'));

-- migrate:down
