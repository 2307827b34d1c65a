-- migrate:up
-- Count one amount as several kinds of use at once, behind one lock of the person's uses, and say of each what the
-- last 24 hours and 30 days come to with it. One call, since each statement before a payment is a round trip.
CREATE FUNCTION wallet_use(of_account uuid, of_kinds text[], of_amount bigint)
    RETURNS TABLE (kind text, day bigint, month bigint, age_class text, phone boolean)
    LANGUAGE plpgsql
    AS $$
DECLARE
    this_hour CONSTANT timestamptz := date_trunc('hour', told_now());
BEGIN
    PERFORM pg_advisory_xact_lock(uuid_hash_extended(of_account, 1));
    INSERT INTO wallet_uses AS u (account_id, kind, hour, amount_minor)
    SELECT of_account, k.kind, this_hour, of_amount FROM unnest(of_kinds) AS k(kind)
    ON CONFLICT ON CONSTRAINT wallet_uses_pkey
    DO UPDATE SET amount_minor = u.amount_minor + excluded.amount_minor;
    RETURN QUERY
    SELECT k.kind, s.day, s.month, a.age_class, a.phone IS NOT NULL
      FROM unnest(of_kinds) AS k(kind)
     CROSS JOIN LATERAL (
           SELECT coalesce(sum(u.amount_minor) FILTER (WHERE u.hour > told_now() - interval '25 hours'), 0)::bigint AS day,
                  sum(u.amount_minor)::bigint AS month
             FROM wallet_uses u
            WHERE u.account_id = of_account AND u.kind = k.kind
              AND u.hour > told_now() - interval '721 hours') s
      LEFT JOIN accounts a ON a.id = of_account;
END $$;

-- migrate:down
