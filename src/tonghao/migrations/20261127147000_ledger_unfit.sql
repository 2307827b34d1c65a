-- migrate:up
-- Which accounts of a planned batch do not allow it now: a look without a lock, before a try that would fail.

-- What `ledger_post` asks, turned round; with `unnest` the planner would read all balances in sequence.
CREATE FUNCTION ledger_unfit(
    a_ids uuid[], a_currencies text[], a_dips bigint[], a_debited boolean[]
) RETURNS integer[] LANGUAGE plpgsql STABLE
    SET plan_cache_mode = force_generic_plan
    SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off SET enable_bitmapscan = off
AS $$
BEGIN
    RETURN (
        SELECT array_agg(a.place::integer ORDER BY a.place)
          FROM unnest(a_ids, a_currencies, a_dips, a_debited) WITH ORDINALITY
               AS a(id, currency, dip, is_debited, place)
          LEFT JOIN ledger_balances b ON b.account_id = a.id AND b.currency = a.currency
         WHERE b.account_id IS NULL OR b.balance_minor + a.dip < b.floor_minor
            OR b.status = 'closed' OR (b.status = 'frozen' AND a.is_debited)
    );
END $$;

-- migrate:down
