-- migrate:up
-- Lock all that a batch touches, in order, and say in one answer what is true of it then.

-- Each statement of the function sees what was committed before it began: the locks come first. With
-- `ANY` of many the planner would read all balances in sequence: the key is pinned.
CREATE FUNCTION ledger_books(
    a_ids uuid[], g_ids uuid[], t_ids uuid[],
    OUT accounts uuid[], OUT currencies text[], OUT floors bigint[], OUT statuses text[], OUT balances bigint[],
    OUT refused uuid[], OUT reasons text[], OUT prints bytea[], OUT is_known boolean
) LANGUAGE plpgsql
    SET plan_cache_mode = force_generic_plan
    SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off SET enable_bitmapscan = off
AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(uuid_hash_extended(g.id, 0))
       FROM (SELECT DISTINCT k.id FROM unnest(g_ids) AS k(id) ORDER BY k.id) g;
    PERFORM FROM ledger_balances b WHERE b.account_id = ANY (a_ids) ORDER BY b.account_id FOR NO KEY UPDATE;
    SELECT array_agg(b.account_id), array_agg(b.currency), array_agg(b.floor_minor), array_agg(b.status),
           array_agg(b.balance_minor)
      INTO accounts, currencies, floors, statuses, balances
      FROM ledger_balances b WHERE b.account_id = ANY (a_ids);
    SELECT array_agg(r.id), array_agg(r.reason), array_agg(r.fingerprint)
      INTO refused, reasons, prints
      FROM ledger_refusals r WHERE r.id = ANY (g_ids);
    is_known := EXISTS (SELECT FROM ledger_transfers t WHERE t.id = ANY (t_ids));
END $$;

-- migrate:down
