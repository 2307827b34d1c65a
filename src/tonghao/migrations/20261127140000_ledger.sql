-- migrate:up
-- The books. A transfer has one debit and one credit account, so that sums are zero by construction; what
-- was written stays; the balance check stands in the UPDATE that changes the balance, with a CHECK behind it.

CREATE TABLE currencies (
    code     text     PRIMARY KEY CHECK (code ~ '^[A-Z]{3,8}$'),
    exponent smallint NOT NULL CHECK (exponent BETWEEN 0 AND 4)
);
INSERT INTO currencies (code, exponent) VALUES
    ('CNY', 2), ('PTS', 0), ('EUR', 2), ('USD', 2), ('GBP', 2), ('HKD', 2), ('MOP', 2), ('TWD', 2), ('SGD', 2),
    ('JPY', 0), ('KRW', 0);

-- What never changes about an account; its id derives from the first four.
CREATE TABLE ledger_accounts (
    id          uuid        PRIMARY KEY,
    owner_kind  text        NOT NULL CHECK (owner_kind ~ '^[a-z_]{1,20}$'),
    owner_id    uuid        NOT NULL,
    purpose     text        NOT NULL CHECK (purpose ~ '^[a-z_]{1,20}$'),
    currency    text        NOT NULL REFERENCES currencies (code),
    floor_minor bigint,
    opened_at   timestamptz NOT NULL DEFAULT now(),
    UNIQUE (owner_id, owner_kind, purpose, currency)
);

-- What posting must know of an account, in one short row that is rewritten in its own page.
CREATE TABLE ledger_balances (
    account_id    uuid   PRIMARY KEY,
    currency      text   NOT NULL,
    floor_minor   bigint NOT NULL,
    status        text   NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'frozen', 'closed')),
    balance_minor bigint NOT NULL DEFAULT 0,
    version       bigint NOT NULL DEFAULT 0 CHECK (version >= 0),
    CHECK (balance_minor >= floor_minor),
    CHECK (status <> 'closed' OR balance_minor = 0)
) WITH (fillfactor = 45);

CREATE TABLE ledger_transfers (
    id           uuid        PRIMARY KEY,
    group_id     uuid        NOT NULL,
    leg          smallint    NOT NULL CHECK (leg >= 0),
    leg_count    smallint    NOT NULL,
    debit_id     uuid        NOT NULL,
    credit_id    uuid        NOT NULL,
    amount_minor bigint      NOT NULL CHECK (amount_minor > 0),
    currency     text        NOT NULL,
    code         text        NOT NULL,
    cause_kind   text        NOT NULL,
    cause_id     uuid        NOT NULL,
    reverses_id  uuid,
    at           timestamptz NOT NULL,
    CHECK (debit_id <> credit_id),
    CHECK (leg < leg_count)
);
CREATE INDEX ledger_transfers_at ON ledger_transfers USING brin (at);
-- A transfer is reversed once at most.
CREATE UNIQUE INDEX ledger_transfers_reversed ON ledger_transfers (reverses_id) WHERE reverses_id IS NOT NULL;

CREATE TABLE ledger_entries (
    account_id          uuid        NOT NULL,
    version             bigint      NOT NULL CHECK (version > 0),
    transfer_id         uuid        NOT NULL,
    amount_minor        bigint      NOT NULL CHECK (amount_minor <> 0),
    balance_after_minor bigint      NOT NULL,
    at                  timestamptz NOT NULL,
    PRIMARY KEY (account_id, version)
);
CREATE INDEX ledger_entries_at ON ledger_entries USING brin (at);

CREATE TABLE ledger_refusals (
    id          uuid        PRIMARY KEY,
    reason      text        NOT NULL CHECK (reason IN ('insufficient_balance', 'account_frozen',
                                                       'account_closed', 'account_missing',
                                                       'currency_differs')),
    fingerprint bytea       NOT NULL CHECK (length(fingerprint) = 32),
    at          timestamptz NOT NULL DEFAULT now()
);

CREATE TRIGGER ledger_accounts_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_accounts
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_balances_stay BEFORE DELETE OR TRUNCATE ON ledger_balances
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_transfers_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_transfers
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_entries_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entries
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_refusals_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_refusals
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
REVOKE UPDATE, DELETE, TRUNCATE ON ledger_accounts, ledger_transfers, ledger_entries, ledger_refusals
    FROM CURRENT_USER;
REVOKE DELETE, TRUNCATE ON ledger_balances FROM CURRENT_USER;

-- A reversal takes back at most what its original moved, the other way round.
CREATE FUNCTION refuse_wrong_reversal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM ledger_transfers o
                    WHERE o.id = NEW.reverses_id AND o.debit_id = NEW.credit_id
                      AND o.credit_id = NEW.debit_id AND o.currency = NEW.currency
                      AND o.amount_minor >= NEW.amount_minor AND o.reverses_id IS NULL) THEN
        RAISE EXCEPTION 'transfer % does not take back %', NEW.id, NEW.reverses_id
              USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ledger_transfers_reversal BEFORE INSERT ON ledger_transfers
    FOR EACH ROW WHEN (NEW.reverses_id IS NOT NULL) EXECUTE FUNCTION refuse_wrong_reversal();

-- Write a planned batch, all or nothing; false, and nothing written, where one by one must be decided.
-- Accounts come in id order; groups and accounts are locked in that order. With `unnest` the
-- planner would read all balances in sequence: nested loops and one plan for all are pinned.
CREATE FUNCTION ledger_post(
    a_ids uuid[], a_currencies text[], a_nets bigint[], a_counts bigint[], a_dips bigint[], a_debited boolean[],
    t_ids uuid[], t_groups uuid[], t_legs smallint[], t_leg_counts smallint[], t_cause_kinds text[],
    t_cause_ids uuid[], t_reverses uuid[], t_codes text[], t_debits integer[], t_credits integer[],
    t_amounts bigint[], t_debit_ranks bigint[], t_debit_sums bigint[], t_credit_ranks bigint[],
    t_credit_sums bigint[], told jsonb
) RETURNS boolean LANGUAGE plpgsql
    SET plan_cache_mode = force_generic_plan
    SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off SET enable_bitmapscan = off
AS $$
DECLARE
    moment   timestamptz;
    balances bigint[];
    versions bigint[];
BEGIN
    -- One id has one outcome, also where two processes ask at once and one of them would be refused.
    PERFORM pg_advisory_xact_lock(uuid_hash_extended(g.id, 0))
       FROM (SELECT DISTINCT k.id FROM unnest(t_groups) AS k(id) ORDER BY k.id) g;
    WITH hit AS (
        UPDATE ledger_balances b
           SET balance_minor = b.balance_minor + a.net, version = b.version + a.entries
          FROM unnest(a_ids, a_currencies, a_nets, a_counts, a_dips, a_debited) WITH ORDINALITY
               AS a(id, currency, net, entries, dip, is_debited, place)
         WHERE b.account_id = a.id AND b.currency = a.currency
           AND b.balance_minor + a.dip >= b.floor_minor
           AND (b.status = 'open' OR (b.status = 'frozen' AND NOT a.is_debited))
        RETURNING a.place, b.balance_minor - a.net AS balance, b.version - a.entries AS version
    )
    SELECT array_agg(h.balance ORDER BY h.place), array_agg(h.version ORDER BY h.place)
      INTO balances, versions FROM hit h;
    IF cardinality(balances) IS DISTINCT FROM cardinality(a_ids)
       OR EXISTS (SELECT FROM ledger_refusals r WHERE r.id = ANY (t_groups)) THEN
        RAISE EXCEPTION 'decide one by one' USING ERRCODE = 'TL001';
    END IF;
    -- Read behind the locks, so that the entries of an account are in the order of time.
    moment := clock_timestamp();
    INSERT INTO ledger_transfers (id, group_id, leg, leg_count, debit_id, credit_id, amount_minor, currency, code,
                                  cause_kind, cause_id, reverses_id, at)
    SELECT t.id, t.group_id, t.leg, t.leg_count, a_ids[t.debit], a_ids[t.credit], t.amount,
           a_currencies[t.debit], t.code, t.cause_kind, t.cause_id, t.reverses, moment
      FROM unnest(t_ids, t_groups, t_legs, t_leg_counts, t_debits, t_credits, t_amounts, t_codes,
                  t_cause_kinds, t_cause_ids, t_reverses)
           AS t(id, group_id, leg, leg_count, debit, credit, amount, code, cause_kind, cause_id, reverses);
    INSERT INTO ledger_entries (account_id, version, transfer_id, amount_minor, balance_after_minor, at)
    SELECT a_ids[e.place], versions[e.place] + e.rank, t.id, e.amount, balances[e.place] + e.sum, moment
      FROM unnest(t_ids, t_amounts, t_debits, t_debit_ranks, t_debit_sums, t_credits, t_credit_ranks,
                  t_credit_sums)
           AS t(id, amount, debit, debit_rank, debit_sum, credit, credit_rank, credit_sum)
     CROSS JOIN LATERAL (VALUES (t.debit, t.debit_rank, -t.amount, t.debit_sum),
                                (t.credit, t.credit_rank, t.amount, t.credit_sum)) AS e(place, rank, amount, sum);
    INSERT INTO outbox (audience, kind, event)
    SELECT e.one ->> 0, e.one ->> 1, e.one -> 2 FROM jsonb_array_elements(told) AS e(one);
    RETURN true;
EXCEPTION
    -- Too little, frozen, missing, or written already: the block is undone.
    WHEN SQLSTATE 'TL001' OR unique_violation THEN RETURN false;
END $$;

-- migrate:down
