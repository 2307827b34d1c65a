-- migrate:up
-- All refunds, the newest first, without walking through every order.
CREATE INDEX gateway_orders_given_back ON gateway_orders (id) WHERE refund_of IS NOT NULL;

-- migrate:down
