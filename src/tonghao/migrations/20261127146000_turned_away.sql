-- migrate:up
-- How many webhooks of a gateway were turned away on a day: unsigned, or before their order.
CREATE TABLE gateway_turned_away (
    gateway text   NOT NULL,
    day     date   NOT NULL,
    reason  text   NOT NULL CHECK (reason IN ('forged', 'early')),
    count   bigint NOT NULL CHECK (count > 0),
    PRIMARY KEY (gateway, day, reason)
);

-- migrate:down
