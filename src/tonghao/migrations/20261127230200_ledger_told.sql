-- migrate:up
-- Two things that the books allow with a reason alone: a past that is told in its order, and a leg out of a
-- frozen account that the platform signed.

-- Which moment a load tells, in its own transaction; null for everybody else. What is booked under it may not
-- stand before anything that is booked already, nor in a day that is sealed, nor in the future.
CREATE FUNCTION ledger_told() RETURNS timestamptz STABLE PARALLEL SAFE LANGUAGE sql
    AS $$ SELECT nullif(current_setting('tonghao.told_at', true), '')::timestamptz $$;
CREATE FUNCTION told_now() RETURNS timestamptz STABLE PARALLEL SAFE LANGUAGE sql
    AS $$ SELECT coalesce(ledger_told(), now()) $$;

-- Whoever may take a group out of a frozen account: who of the platform signed it, and why.
CREATE TABLE ledger_permits (
    group_id  uuid        PRIMARY KEY,
    signed_by uuid        NOT NULL,
    reason    text        NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    at        timestamptz NOT NULL DEFAULT told_now()
);
CREATE TRIGGER ledger_permits_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_permits
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
REVOKE UPDATE, DELETE, TRUNCATE ON ledger_permits FROM CURRENT_USER;

ALTER TABLE ledger_accounts ALTER COLUMN opened_at SET DEFAULT told_now();
ALTER TABLE ledger_refusals ALTER COLUMN at SET DEFAULT told_now();
ALTER TABLE gateway_orders ALTER COLUMN made_at SET DEFAULT told_now();
ALTER TABLE gateway_notices ALTER COLUMN at SET DEFAULT told_now();
ALTER TABLE sandbox_payments ALTER COLUMN at SET DEFAULT told_now();

-- As before, but for the two things above. A frozen account is debited where each of its legs is permitted.
CREATE OR REPLACE FUNCTION ledger_post(
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
           AND (b.status = 'open' OR (b.status = 'frozen' AND (NOT a.is_debited OR NOT EXISTS (
                SELECT FROM unnest(t_groups, t_debits) AS t(id, debit)
                 WHERE t.debit = a.place
                   AND NOT EXISTS (SELECT FROM ledger_permits p WHERE p.group_id = t.id)))))
        RETURNING a.place, b.balance_minor - a.net AS balance, b.version - a.entries AS version
    )
    SELECT array_agg(h.balance ORDER BY h.place), array_agg(h.version ORDER BY h.place)
      INTO balances, versions FROM hit h;
    IF cardinality(balances) IS DISTINCT FROM cardinality(a_ids)
       OR EXISTS (SELECT FROM ledger_refusals r WHERE r.id = ANY (t_groups)) THEN
        RAISE EXCEPTION 'decide one by one' USING ERRCODE = 'TL001';
    END IF;
    -- Read behind the locks, so that the entries of an account are in the order of time.
    moment := coalesce(ledger_told(), clock_timestamp());
    IF ledger_told() IS NOT NULL THEN
        PERFORM pg_advisory_xact_lock(hashtextextended('ledger_seals', 0));
        IF moment > clock_timestamp() OR EXISTS (SELECT FROM ledger_transfers t WHERE t.at > moment)
           OR EXISTS (SELECT FROM ledger_seals s WHERE s.day >= (moment AT TIME ZONE 'UTC')::date) THEN
            RAISE EXCEPTION 'the books have gone on since %', moment USING ERRCODE = 'TL002';
        END IF;
    END IF;
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
