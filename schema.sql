-- Written by ./tonghao schema from the migrations. Do not edit.

CREATE EXTENSION IF NOT EXISTS btree_gin WITH SCHEMA public;

COMMENT ON EXTENSION btree_gin IS 'support for indexing common datatypes in GIN';

CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;

COMMENT ON EXTENSION pg_trgm IS 'text similarity measurement and index searching based on trigrams';

CREATE TYPE public.pgqueuer_status AS ENUM (
    'queued',
    'picked',
    'successful',
    'exception',
    'canceled',
    'deleted',
    'failed'
);

CREATE FUNCTION public.appeal_bars(appeal uuid, person uuid) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
    SELECT a.appellant_id = person
        OR EXISTS (SELECT FROM cases c WHERE c.id = a.case_id AND c.author_id = person)
        OR EXISTS (SELECT FROM case_decisions d WHERE d.case_id = a.case_id AND d.decided_by = person)
        OR EXISTS (SELECT FROM reports r WHERE r.case_id = a.case_id AND r.reporter_id = person)
        OR EXISTS (SELECT FROM memberships m
                    WHERE m.circle_id = a.circle_id AND m.account_id = person AND m.role <> 'member')
        OR EXISTS (SELECT FROM circles c JOIN partner_staff s ON s.partner_id = c.partner_id
                    WHERE c.id = a.circle_id AND s.account_id = person)
        OR EXISTS (SELECT FROM circle_restrictions r
                    WHERE r.circle_id = a.circle_id AND r.id = a.against_id AND r.set_by = person)
        OR EXISTS (SELECT FROM circle_acts t
                    WHERE t.circle_id = a.circle_id AND t.id = a.against_id AND t.actor_id = person)
        OR EXISTS (SELECT FROM account_sanctions s
                    WHERE s.account_id = a.subject_id AND s.id = a.against_id
                      AND (s.set_by = person OR s.second_by = person))
        OR EXISTS (SELECT FROM account_sanctions s JOIN case_decisions d ON d.case_id = s.case_id
                    WHERE s.account_id = a.subject_id AND s.id = a.against_id AND d.decided_by = person)
      FROM appeals a WHERE a.id = appeal
$$;

CREATE FUNCTION public.fn_pgqueuer_changed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    to_emit BOOLEAN := false;  -- Flag to decide whether to emit a notification
BEGIN
    -- Check operation type and set the emit flag accordingly
    IF TG_OP = 'UPDATE' AND OLD IS DISTINCT FROM NEW THEN
        to_emit := true;
    ELSIF TG_OP = 'DELETE' THEN
        to_emit := true;
    ELSIF TG_OP = 'INSERT' THEN
        to_emit := true;
    ELSIF TG_OP = 'TRUNCATE' THEN
        to_emit := true;
    END IF;

    -- Perform notification if the emit flag is set
    IF to_emit THEN
        PERFORM pg_notify(
            'ch_pgqueuer',
            json_build_object(
                'channel', 'ch_pgqueuer',
                'operation', lower(TG_OP),
                'sent_at', NOW(),
                'table', TG_TABLE_NAME,
                'type', 'table_changed_event'
            )::text
        );
    END IF;

    -- Return appropriate value based on the operation
    IF TG_OP IN ('INSERT', 'UPDATE') THEN
        RETURN NEW;
    ELSIF TG_OP = 'DELETE' THEN
        RETURN OLD;
    ELSE
        RETURN NULL; -- For TRUNCATE and other non-row-specific contexts
    END IF;

END;
$$;

CREATE FUNCTION public.is_removed_thing(of_circle uuid, thing uuid) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
    SELECT EXISTS (SELECT FROM lost_pets WHERE circle_id = of_circle AND id = thing AND removed_at IS NOT NULL)
        OR EXISTS (SELECT FROM gadgets WHERE circle_id = of_circle AND id = thing AND removed_at IS NOT NULL)
        OR EXISTS (SELECT FROM clinic_questions
                    WHERE circle_id = of_circle AND id = thing AND removed_at IS NOT NULL)
$$;

CREATE FUNCTION public.keep_fund_entry() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'UPDATE'
       AND to_jsonb(NEW) - 'confirmed_by' - 'confirmed_at' - 'removed_at'
           = to_jsonb(OLD) - 'confirmed_by' - 'confirmed_at' - 'removed_at'
       AND (OLD.confirmed_by IS NULL
            OR (NEW.confirmed_by, NEW.confirmed_at) = (OLD.confirmed_by, OLD.confirmed_at)) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'fund_entries is append-only';
END
$$;

CREATE FUNCTION public.ledger_books(a_ids uuid[], g_ids uuid[], t_ids uuid[], OUT accounts uuid[], OUT currencies text[], OUT floors bigint[], OUT statuses text[], OUT balances bigint[], OUT refused uuid[], OUT reasons text[], OUT prints bytea[], OUT is_known boolean) RETURNS record
    LANGUAGE plpgsql
    SET plan_cache_mode TO 'force_generic_plan'
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
    SET enable_seqscan TO 'off'
    SET enable_bitmapscan TO 'off'
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

CREATE FUNCTION public.ledger_post(a_ids uuid[], a_currencies text[], a_nets bigint[], a_counts bigint[], a_dips bigint[], a_debited boolean[], t_ids uuid[], t_groups uuid[], t_legs smallint[], t_leg_counts smallint[], t_cause_kinds text[], t_cause_ids uuid[], t_reverses uuid[], t_codes text[], t_debits integer[], t_credits integer[], t_amounts bigint[], t_debit_ranks bigint[], t_debit_sums bigint[], t_credit_ranks bigint[], t_credit_sums bigint[], told jsonb) RETURNS boolean
    LANGUAGE plpgsql
    SET plan_cache_mode TO 'force_generic_plan'
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
    SET enable_seqscan TO 'off'
    SET enable_bitmapscan TO 'off'
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

CREATE FUNCTION public.ledger_told() RETURNS timestamp with time zone
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(current_setting('tonghao.told_at', true), '')::timestamptz $$;

CREATE FUNCTION public.ledger_unfit(a_ids uuid[], a_currencies text[], a_dips bigint[], a_debited boolean[]) RETURNS integer[]
    LANGUAGE plpgsql STABLE
    SET plan_cache_mode TO 'force_generic_plan'
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
    SET enable_seqscan TO 'off'
    SET enable_bitmapscan TO 'off'
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

CREATE FUNCTION public.lock_of(locked_by uuid, reason text, locked_at timestamp with time zone) RETURNS jsonb
    LANGUAGE sql STABLE STRICT PARALLEL SAFE
    AS $$
    SELECT jsonb_build_object('by', jsonb_build_object('account_id', p.account_id, 'handle', p.handle, 'name', p.name,
                                                       'avatar', p.avatar_media_id, 'is_gone', p.is_gone),
                              'reason', reason, 'at', locked_at)
      FROM public.profiles p WHERE p.account_id = locked_by
$$;

CREATE FUNCTION public.name_membership() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    NEW.names := coalesce(public.names_of(NEW.account_id, NEW.nickname), '');
    RETURN NEW;
END
$$;

CREATE FUNCTION public.name_pieces(names text) RETURNS text[]
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
    SELECT array_agg(DISTINCT substr(names, place, long))
      FROM generate_series(1, length(names)) AS place, generate_series(1, 3) AS long
     WHERE place + long <= length(names) + 1
$$;

CREATE FUNCTION public.names_of(account_id uuid, nickname text) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $_$
    SELECT lower(concat_ws(E'\n', p.name, p.handle, $2)) FROM public.profiles p WHERE p.account_id = $1
$_$;

CREATE FUNCTION public.new_floors(of_circle uuid, of_post uuid, after_floor integer) RETURNS integer
    LANGUAGE sql STABLE
    AS $$
    SELECT CASE WHEN after_floor > 0 THEN (
        SELECT count(*)::integer FROM comments s
         WHERE s.circle_id = of_circle AND s.post_id = of_post AND s.reply_number = 0
           AND s.floor > after_floor AND s.state = 'visible'
    ) ELSE 0 END
$$;

CREATE FUNCTION public.notice_words(of_account uuid, of_actor uuid, of_circle uuid, of_post uuid, of_comment uuid) RETURNS TABLE(account_id uuid, handle text, name text, avatar_media_id uuid, is_gone boolean, slug text, circle_name text, circle_name_en text, floor integer, excerpt text)
    LANGUAGE sql STABLE
    AS $$
    SELECT a.account_id, a.handle, a.name, a.avatar_media_id, a.is_gone, c.slug, c.name, c.name_en, m.floor,
           CASE WHEN of_comment IS NULL
                THEN CASE WHEN p.author_id = of_account OR (p.state = 'visible' AND s.may_read)
                          THEN left(p.text, 100) END
                ELSE CASE WHEN m.author_id = of_account
                            OR (m.state = 'visible' AND p.state = 'visible' AND s.may_read)
                          THEN left(m.text, 100) END
           END
      FROM (SELECT) one
      LEFT JOIN profiles a ON a.account_id = of_actor
      LEFT JOIN circles c ON c.id = of_circle
      LEFT JOIN posts p ON p.circle_id = of_circle AND p.id = of_post
      LEFT JOIN comments m ON m.circle_id = of_circle AND m.post_id = of_post AND m.id = of_comment
     CROSS JOIN LATERAL (
           SELECT c.kind = 'open' OR EXISTS (SELECT FROM joined_circles j
                                              WHERE j.account_id = of_account AND j.circle_id = c.id) AS may_read) s
$$;

CREATE FUNCTION public.open_restrictions(of_circle uuid) RETURNS jsonb
    LANGUAGE sql STABLE
    AS $$
    SELECT jsonb_agg(jsonb_build_object('restriction_id', r.id, 'kind', r.kind, 'source', r.source,
                                        'reason', r.reason, 'reason_en', r.reason_en, 'at', r.at,
                                        'until', r.until) ORDER BY r.at, r.id)
      FROM circle_restrictions r WHERE r.circle_id = of_circle AND r.ended_at IS NULL
$$;

CREATE FUNCTION public.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE FUNCTION public.refuse_wrong_reversal() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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

CREATE FUNCTION public.say_text(of_digest bytea, of_author uuid, of_place uuid, within_hours integer, OUT own_places integer, OUT places integer, OUT authors integer) RETURNS record
    LANGUAGE plpgsql STRICT
    AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('said ' || encode(of_digest, 'hex'), 0));
    INSERT INTO said_texts AS t (digest, author_id, place_id, at)
    VALUES (of_digest, of_author, of_place, clock_timestamp())
    ON CONFLICT (digest, author_id, place_id) DO UPDATE SET at = excluded.at;
    SELECT count(DISTINCT s.place_id), count(DISTINCT s.author_id) INTO places, authors
      FROM (SELECT t.place_id, t.author_id FROM said_texts t
             WHERE t.digest = of_digest AND t.at > now() - make_interval(hours => within_hours)
             LIMIT 500) s;
    SELECT count(*) INTO own_places
      FROM said_texts t
     WHERE t.digest = of_digest AND t.author_id = of_author
       AND t.at > now() - make_interval(hours => within_hours);
END
$$;

CREATE FUNCTION public.shown_posts(of_circle uuid, of_author uuid, most integer) RETURNS integer
    LANGUAGE sql STABLE
    AS $$
    SELECT count(*)::integer FROM (
        SELECT FROM posts p
         WHERE p.author_id = of_author AND p.circle_id = of_circle AND p.state = 'visible' LIMIT most) s
$$;

CREATE FUNCTION public.takes_tips(of_circle uuid, of_author uuid) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
    SELECT EXISTS (SELECT FROM circle_tipping c WHERE c.circle_id = of_circle AND c.is_on)
       AND EXISTS (SELECT FROM tip_choices h WHERE h.account_id = of_author AND h.takes_tips)
$$;

CREATE FUNCTION public.told_now() RETURNS timestamp with time zone
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT coalesce(ledger_told(), now()) $$;

CREATE FUNCTION public.wallet_use(of_account uuid, of_kinds text[], of_amount bigint) RETURNS TABLE(kind text, day bigint, month bigint, age_class text, phone boolean)
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

CREATE TABLE public.account_claims (
    account_id uuid NOT NULL,
    token_hash bytea NOT NULL,
    expires_at timestamp with time zone NOT NULL
);

CREATE TABLE public.account_sanctions (
    account_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    category text NOT NULL,
    case_id uuid,
    reason text NOT NULL,
    reason_en text DEFAULT ''::text NOT NULL,
    rules_version text DEFAULT ''::text NOT NULL,
    set_by uuid,
    second_by uuid,
    at timestamp with time zone NOT NULL,
    hours integer,
    in_force_at timestamp with time zone,
    until timestamp with time zone,
    ended_at timestamp with time zone,
    ended_by uuid,
    end_reason text DEFAULT ''::text NOT NULL,
    CONSTRAINT account_sanctions_check CHECK ((until > in_force_at)),
    CONSTRAINT account_sanctions_check1 CHECK (((kind <> ALL (ARRAY['suspend'::text, 'close'::text])) OR (in_force_at IS NULL) OR (set_by IS DISTINCT FROM second_by) OR (set_by IS NULL))),
    CONSTRAINT account_sanctions_check2 CHECK (((kind <> 'close'::text) OR (hours IS NULL))),
    CONSTRAINT account_sanctions_check3 CHECK (((ended_at IS NOT NULL) OR ((ended_by IS NULL) AND (end_reason = ''::text)))),
    CONSTRAINT account_sanctions_end_reason_check CHECK ((length(end_reason) <= 500)),
    CONSTRAINT account_sanctions_freeze CHECK (((kind <> 'freeze'::text) OR (in_force_at IS NULL) OR (((set_by IS DISTINCT FROM second_by) OR (set_by IS NULL)) AND (account_id IS DISTINCT FROM set_by) AND (account_id IS DISTINCT FROM second_by)))),
    CONSTRAINT account_sanctions_hours_check CHECK (((hours >= 1) AND (hours <= 87600))),
    CONSTRAINT account_sanctions_kind_check CHECK ((kind = ANY (ARRAY['strike'::text, 'mute'::text, 'suspend'::text, 'close'::text, 'freeze'::text]))),
    CONSTRAINT account_sanctions_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 500))),
    CONSTRAINT account_sanctions_reason_en_check CHECK ((length(reason_en) <= 1000))
);

CREATE TABLE public.accounts (
    id uuid NOT NULL,
    email text,
    password_hash text,
    role text DEFAULT 'member'::text NOT NULL,
    state text DEFAULT 'active'::text NOT NULL,
    age_class text NOT NULL,
    terms_version text NOT NULL,
    terms_at timestamp with time zone NOT NULL,
    locale text DEFAULT 'zh-CN'::text NOT NULL,
    theme text DEFAULT 'system'::text NOT NULL,
    zone text DEFAULT 'Asia/Shanghai'::text NOT NULL,
    interests text[] DEFAULT '{}'::text[] NOT NULL,
    first_run_at timestamp with time zone,
    is_demo boolean DEFAULT false NOT NULL,
    leaves_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    phone text,
    second_step boolean DEFAULT false NOT NULL,
    sanctions text[] DEFAULT '{}'::text[] NOT NULL,
    CONSTRAINT accounts_age_class_check CHECK ((age_class = ANY (ARRAY['adult'::text, 'minor'::text]))),
    CONSTRAINT accounts_check CHECK (((state = 'leaving'::text) = (leaves_at IS NOT NULL))),
    CONSTRAINT accounts_check1 CHECK (((state <> 'deleted'::text) OR ((email IS NULL) AND (password_hash IS NULL)))),
    CONSTRAINT accounts_deleted_without_phone CHECK (((state <> 'deleted'::text) OR (phone IS NULL))),
    CONSTRAINT accounts_locale_check CHECK ((locale = ANY (ARRAY['zh-CN'::text, 'en'::text]))),
    CONSTRAINT accounts_phone_check CHECK ((phone ~ '^\+[1-9][0-9]{6,14}$'::text)),
    CONSTRAINT accounts_role_check CHECK ((role = ANY (ARRAY['member'::text, 'moderator'::text, 'operator'::text]))),
    CONSTRAINT accounts_sanctions_check CHECK ((cardinality(sanctions) <= 4)),
    CONSTRAINT accounts_state_check CHECK ((state = ANY (ARRAY['active'::text, 'unclaimed'::text, 'leaving'::text, 'deleted'::text]))),
    CONSTRAINT accounts_theme_check CHECK ((theme = ANY (ARRAY['system'::text, 'light'::text, 'dark'::text])))
);

CREATE TABLE public.appeals (
    id uuid NOT NULL,
    number text NOT NULL,
    against text NOT NULL,
    against_id uuid NOT NULL,
    case_id uuid,
    act text NOT NULL,
    party text NOT NULL,
    appellant_id uuid NOT NULL,
    report_id uuid,
    subject_kind text NOT NULL,
    subject_id uuid NOT NULL,
    circle_id uuid,
    post_id uuid,
    category text NOT NULL,
    text text NOT NULL,
    state text DEFAULT 'open'::text NOT NULL,
    filed_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    decided_by uuid,
    answer text DEFAULT ''::text NOT NULL,
    result_id uuid,
    reach integer DEFAULT 1 NOT NULL,
    priority double precision GENERATED ALWAYS AS ((((9)::double precision + (ln((reach)::double precision) / ln((2)::double precision))) - ((EXTRACT(epoch FROM (filed_at - '2026-01-01 00:00:00+00'::timestamp with time zone)))::double precision / (86400)::double precision))) STORED NOT NULL,
    CONSTRAINT appeals_against_check CHECK ((against = ANY (ARRAY['hold'::text, 'decision'::text, 'sanction'::text, 'restriction'::text, 'removal'::text]))),
    CONSTRAINT appeals_answer_check CHECK ((length(answer) <= 1000)),
    CONSTRAINT appeals_check CHECK (((state = 'open'::text) = (ended_at IS NULL))),
    CONSTRAINT appeals_check1 CHECK (((decided_by IS NULL) OR (state = ANY (ARRAY['upheld'::text, 'overturned'::text])))),
    CONSTRAINT appeals_check2 CHECK ((decided_by <> appellant_id)),
    CONSTRAINT appeals_check3 CHECK (((against = ANY (ARRAY['hold'::text, 'decision'::text])) = (case_id IS NOT NULL))),
    CONSTRAINT appeals_check4 CHECK (((party = 'reporter'::text) = (report_id IS NOT NULL))),
    CONSTRAINT appeals_party_check CHECK ((party = ANY (ARRAY['author'::text, 'reporter'::text, 'circle'::text]))),
    CONSTRAINT appeals_reach_check CHECK ((reach >= 1)),
    CONSTRAINT appeals_state_check CHECK ((state = ANY (ARRAY['open'::text, 'upheld'::text, 'overturned'::text, 'settled'::text, 'withdrawn'::text]))),
    CONSTRAINT appeals_subject_kind_check CHECK ((subject_kind = ANY (ARRAY['post'::text, 'comment'::text, 'photo'::text, 'account'::text, 'circle'::text, 'tool'::text]))),
    CONSTRAINT appeals_text_check CHECK ((length(text) <= 2000))
);

CREATE TABLE public.audit_days (
    day date NOT NULL,
    number bigint NOT NULL,
    hash bytea NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT audit_days_hash_check CHECK ((length(hash) = 32)),
    CONSTRAINT audit_days_number_check CHECK ((number >= 0))
);

CREATE TABLE public.audit_entries (
    number bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    act text NOT NULL,
    actor_id uuid,
    subject_kind text NOT NULL,
    subject_id uuid,
    circle_id uuid,
    digest bytea NOT NULL,
    previous bytea NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT audit_entries_digest_check CHECK ((length(digest) = 32)),
    CONSTRAINT audit_entries_hash_check CHECK ((length(hash) = 32)),
    CONSTRAINT audit_entries_number_check CHECK ((number > 0)),
    CONSTRAINT audit_entries_previous_check CHECK ((length(previous) = 32))
);

CREATE TABLE public.audit_head (
    sole boolean DEFAULT true NOT NULL,
    number bigint NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT audit_head_sole_check CHECK (sole)
);

CREATE TABLE public.audit_payloads (
    number bigint NOT NULL,
    salt bytea NOT NULL,
    about_id uuid,
    payload jsonb NOT NULL,
    CONSTRAINT audit_payloads_salt_check CHECK ((length(salt) = 32))
);

CREATE TABLE public.bank_entries (
    id uuid NOT NULL,
    kind text NOT NULL,
    category text NOT NULL,
    case_id uuid NOT NULL,
    decision_id uuid NOT NULL,
    media_owner uuid,
    media_id uuid NOT NULL,
    hashes bytea NOT NULL,
    hashed_at timestamp with time zone,
    reason text NOT NULL,
    entered_by uuid NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    retired_at timestamp with time zone,
    retired_by uuid,
    retire_reason text,
    version bigint NOT NULL,
    CONSTRAINT bank_entries_check CHECK ((((retired_at IS NULL) = (retired_by IS NULL)) AND ((retired_at IS NULL) = (retire_reason IS NULL)))),
    CONSTRAINT bank_entries_hashes_check CHECK ((((octet_length(hashes) % 32) = 0) AND (octet_length(hashes) <= 1280))),
    CONSTRAINT bank_entries_kind_check CHECK ((kind = ANY (ARRAY['removed'::text, 'released'::text]))),
    CONSTRAINT bank_entries_reason_check CHECK ((reason <> ''::text))
);

CREATE TABLE public.bank_state (
    sole boolean DEFAULT true NOT NULL,
    version bigint DEFAULT 0 NOT NULL,
    CONSTRAINT bank_state_sole_check CHECK (sole)
);

CREATE TABLE public.batch_results (
    batch_id uuid NOT NULL,
    case_id uuid NOT NULL,
    place smallint NOT NULL,
    outcome text DEFAULT 'waiting'::text NOT NULL,
    decision_id uuid,
    code text DEFAULT ''::text NOT NULL,
    said_zh text DEFAULT ''::text NOT NULL,
    said_en text DEFAULT ''::text NOT NULL,
    at timestamp with time zone,
    CONSTRAINT batch_results_check CHECK (((outcome = 'waiting'::text) = (at IS NULL))),
    CONSTRAINT batch_results_outcome_check CHECK ((outcome = ANY (ARRAY['waiting'::text, 'released'::text, 'curbed'::text, 'removed'::text, 'proposed'::text, 'refused'::text, 'undone'::text, 'kept'::text])))
);

CREATE TABLE public.batches (
    id uuid NOT NULL,
    act text NOT NULL,
    category text NOT NULL,
    note text NOT NULL,
    sanction jsonb,
    exception text,
    made_by uuid NOT NULL,
    by_operator boolean NOT NULL,
    at timestamp with time zone NOT NULL,
    undone_by uuid,
    undone_at timestamp with time zone,
    undo_note text,
    CONSTRAINT batches_act_check CHECK ((act = ANY (ARRAY['release'::text, 'label'::text, 'fold'::text, 'blur'::text, 'limit'::text, 'remove'::text]))),
    CONSTRAINT batches_check CHECK ((((undone_at IS NULL) = (undone_by IS NULL)) AND ((undone_at IS NULL) = (undo_note IS NULL)))),
    CONSTRAINT batches_exception_check CHECK (((length(exception) >= 1) AND (length(exception) <= 40))),
    CONSTRAINT batches_note_check CHECK (((length(note) >= 1) AND (length(note) <= 1000))),
    CONSTRAINT batches_undo_note_check CHECK (((length(undo_note) >= 1) AND (length(undo_note) <= 1000)))
);

CREATE TABLE public.blocked_by (
    account_id uuid NOT NULL,
    blocker_id uuid NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT blocked_by_check CHECK ((account_id <> blocker_id))
);

CREATE TABLE public.blocks (
    account_id uuid NOT NULL,
    blocked_id uuid NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT blocks_check CHECK ((account_id <> blocked_id))
);

CREATE TABLE public.breaker_trips (
    circle_id uuid NOT NULL,
    id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    class text NOT NULL,
    restriction text NOT NULL,
    views integer NOT NULL,
    views_before integer NOT NULL,
    reports integer NOT NULL,
    holds integer NOT NULL,
    held_back integer NOT NULL,
    rates_version text NOT NULL,
    photo_authors integer DEFAULT 0 NOT NULL,
    tippers integer DEFAULT 0 NOT NULL,
    tips_paused boolean DEFAULT false NOT NULL,
    CONSTRAINT breaker_trips_restriction_check CHECK ((restriction = ANY (ARRAY['photo_check'::text, 'pre_check'::text])))
);

CREATE TABLE public.call_addresses (
    partner_id uuid NOT NULL,
    url text NOT NULL,
    secret text NOT NULL,
    set_by uuid NOT NULL,
    set_at timestamp with time zone NOT NULL,
    CONSTRAINT call_addresses_url_check CHECK (((length(url) >= 1) AND (length(url) <= 500)))
);

CREATE TABLE public.call_causes (
    call_id uuid NOT NULL,
    kind text NOT NULL,
    cause_id uuid NOT NULL,
    category text DEFAULT ''::text NOT NULL,
    severity smallint NOT NULL,
    at timestamp with time zone NOT NULL,
    over_at timestamp with time zone,
    CONSTRAINT call_causes_kind_check CHECK ((kind = ANY (ARRAY['case'::text, 'breaker'::text, 'brake'::text, 'feature'::text]))),
    CONSTRAINT call_causes_severity_check CHECK (((severity >= 0) AND (severity <= 4)))
);

CREATE TABLE public.call_tries (
    call_id uuid NOT NULL,
    round smallint NOT NULL,
    account_id uuid NOT NULL,
    channel text NOT NULL,
    made_at timestamp with time zone NOT NULL,
    tries smallint DEFAULT 0 NOT NULL,
    tried_at timestamp with time zone,
    sent_at timestamp with time zone,
    fault text DEFAULT ''::text NOT NULL,
    CONSTRAINT call_tries_channel_check CHECK ((channel = ANY (ARRAY['app'::text, 'mail'::text, 'webhook'::text]))),
    CONSTRAINT call_tries_fault_check CHECK ((length(fault) <= 200)),
    CONSTRAINT call_tries_round_check CHECK ((round > 0))
);

CREATE TABLE public.calls (
    id uuid NOT NULL,
    side text NOT NULL,
    circle_id uuid,
    severity smallint NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    round smallint DEFAULT 0 NOT NULL,
    woken_round smallint DEFAULT 0 NOT NULL,
    next_at timestamp with time zone,
    answered_by uuid,
    answered_at timestamp with time zone,
    rang_out_at timestamp with time zone,
    over_at timestamp with time zone,
    CONSTRAINT calls_check CHECK (((side = 'platform'::text) OR (circle_id IS NOT NULL))),
    CONSTRAINT calls_check1 CHECK (((answered_by IS NULL) = (answered_at IS NULL))),
    CONSTRAINT calls_check2 CHECK ((woken_round <= round)),
    CONSTRAINT calls_check3 CHECK (((next_at IS NULL) OR ((answered_at IS NULL) AND (over_at IS NULL) AND (rang_out_at IS NULL)))),
    CONSTRAINT calls_round_check CHECK ((round >= 0)),
    CONSTRAINT calls_severity_check CHECK (((severity >= 0) AND (severity <= 4))),
    CONSTRAINT calls_side_check CHECK ((side = ANY (ARRAY['partner'::text, 'platform'::text]))),
    CONSTRAINT calls_woken_round_check CHECK ((woken_round >= 0))
);

CREATE TABLE public.case_decisions (
    id uuid NOT NULL,
    case_id uuid NOT NULL,
    act text NOT NULL,
    category text NOT NULL,
    note text NOT NULL,
    before jsonb NOT NULL,
    decided_by uuid NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    undone_by uuid,
    undone_at timestamp with time zone,
    undo_note text,
    first_by uuid,
    exception text,
    panel jsonb,
    CONSTRAINT case_decisions_act_check CHECK ((act = ANY (ARRAY['release'::text, 'label'::text, 'fold'::text, 'blur'::text, 'limit'::text, 'remove'::text]))),
    CONSTRAINT case_decisions_check CHECK ((((undone_at IS NULL) = (undone_by IS NULL)) AND ((undone_at IS NULL) = (undo_note IS NULL)))),
    CONSTRAINT case_decisions_check1 CHECK ((first_by <> decided_by)),
    CONSTRAINT case_decisions_check2 CHECK (((exception IS NULL) OR (((length(exception) >= 1) AND (length(exception) <= 40)) AND (act = 'release'::text)))),
    CONSTRAINT case_decisions_note_check CHECK (((length(note) >= 1) AND (length(note) <= 1000))),
    CONSTRAINT case_decisions_undo_note_check CHECK (((length(undo_note) >= 1) AND (length(undo_note) <= 1000)))
);

CREATE TABLE public.case_holders (
    case_id uuid NOT NULL,
    side text NOT NULL,
    since timestamp with time zone NOT NULL,
    holder_id uuid,
    CONSTRAINT case_holders_side_check CHECK ((side = ANY (ARRAY['partner'::text, 'platform'::text])))
);

CREATE TABLE public.case_misses (
    case_id uuid NOT NULL,
    due_at timestamp with time zone NOT NULL,
    side text NOT NULL,
    holder_id uuid,
    circle_id uuid,
    category text NOT NULL,
    severity smallint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT case_misses_check CHECK (((side = 'platform'::text) OR (circle_id IS NOT NULL))),
    CONSTRAINT case_misses_severity_check CHECK (((severity >= 0) AND (severity <= 4))),
    CONSTRAINT case_misses_side_check CHECK ((side = ANY (ARRAY['partner'::text, 'platform'::text])))
);

CREATE TABLE public.case_notes (
    case_id uuid NOT NULL,
    id uuid NOT NULL,
    author_id uuid NOT NULL,
    text text NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT case_notes_text_check CHECK (((length(text) >= 1) AND (length(text) <= 1000)))
);

CREATE TABLE public.case_proposals (
    case_id uuid NOT NULL,
    id uuid NOT NULL,
    category text NOT NULL,
    note text NOT NULL,
    proposed_by uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    confirmed boolean,
    CONSTRAINT case_proposals_check CHECK (((ended_at IS NULL) = (confirmed IS NULL))),
    CONSTRAINT case_proposals_note_check CHECK (((length(note) >= 1) AND (length(note) <= 1000)))
);

CREATE TABLE public.case_recusals (
    case_id uuid NOT NULL,
    account_id uuid NOT NULL,
    reason text NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT case_recusals_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 500)))
);

CREATE TABLE public.cases (
    id uuid NOT NULL,
    inlet text NOT NULL,
    subject_kind text NOT NULL,
    subject_id uuid NOT NULL,
    circle_id uuid,
    post_id uuid,
    author_id uuid NOT NULL,
    category text NOT NULL,
    severity smallint NOT NULL,
    state text NOT NULL,
    reports integer DEFAULT 0 NOT NULL,
    verdict jsonb,
    snapshot jsonb NOT NULL,
    text_digest bytea,
    claimed_by uuid,
    claimed_at timestamp with time zone,
    opened_at timestamp with time zone DEFAULT now() NOT NULL,
    due_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    partner_holder_id uuid,
    platform_holder_id uuid,
    looked_at timestamp with time zone,
    missed_at timestamp with time zone,
    report_weight real DEFAULT 0 NOT NULL,
    reach integer DEFAULT 1 NOT NULL,
    waits_since timestamp with time zone DEFAULT now() NOT NULL,
    priority double precision GENERATED ALWAYS AS (((((
CASE severity
    WHEN 0 THEN 0
    WHEN 1 THEN 3
    WHEN 2 THEN 6
    WHEN 3 THEN 12
    ELSE 20
END)::double precision + (ln(((1)::double precision + (report_weight)::double precision)) / ln((2)::double precision))) + (ln((reach)::double precision) / ln((2)::double precision))) - ((EXTRACT(epoch FROM (waits_since - '2026-01-01 00:00:00+00'::timestamp with time zone)))::double precision / (86400)::double precision))) STORED NOT NULL,
    assigned_to uuid,
    assigned_by uuid,
    assigned_at timestamp with time zone,
    CONSTRAINT cases_assigned_whole CHECK ((num_nulls(assigned_to, assigned_by, assigned_at) = ANY (ARRAY[0, 3]))),
    CONSTRAINT cases_check CHECK (((state = 'open'::text) = (closed_at IS NULL))),
    CONSTRAINT cases_inlet_check CHECK ((inlet = ANY (ARRAY['machine'::text, 'report'::text, 'patrol'::text]))),
    CONSTRAINT cases_reach_check CHECK ((reach >= 1)),
    CONSTRAINT cases_report_weight_check CHECK ((report_weight >= (0)::double precision)),
    CONSTRAINT cases_severity_check CHECK (((severity >= 0) AND (severity <= 4))),
    CONSTRAINT cases_state_check CHECK ((state = ANY (ARRAY['open'::text, 'released'::text, 'curbed'::text, 'removed'::text]))),
    CONSTRAINT cases_subject_kind_check CHECK ((subject_kind = ANY (ARRAY['post'::text, 'comment'::text, 'photo'::text, 'account'::text, 'circle'::text, 'tool'::text])))
);

CREATE TABLE public.challenge_marks (
    circle_id uuid NOT NULL,
    challenge_id uuid NOT NULL,
    account_id uuid NOT NULL,
    day date NOT NULL,
    id uuid NOT NULL,
    line text DEFAULT ''::text NOT NULL,
    media_id uuid,
    at timestamp with time zone DEFAULT now() NOT NULL,
    removed_at timestamp with time zone,
    CONSTRAINT challenge_marks_line_check CHECK ((length(line) <= 200))
);

CREATE TABLE public.challengers (
    circle_id uuid NOT NULL,
    challenge_id uuid NOT NULL,
    account_id uuid NOT NULL,
    starts_on date NOT NULL
);

CREATE TABLE public.challenges (
    circle_id uuid NOT NULL,
    id uuid NOT NULL,
    made_by uuid NOT NULL,
    title text NOT NULL,
    about text NOT NULL,
    days smallint NOT NULL,
    minutes smallint NOT NULL,
    joined_count integer DEFAULT 0 NOT NULL,
    ended_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    removed_at timestamp with time zone,
    CONSTRAINT challenges_about_check CHECK ((length(about) <= 500)),
    CONSTRAINT challenges_days_check CHECK (((days >= 7) AND (days <= 100))),
    CONSTRAINT challenges_joined_count_check CHECK ((joined_count >= 0)),
    CONSTRAINT challenges_minutes_check CHECK (((minutes >= 1) AND (minutes <= 600))),
    CONSTRAINT challenges_title_check CHECK (((length(title) >= 1) AND (length(title) <= 40)))
);

CREATE TABLE public.children (
    circle_id uuid NOT NULL,
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    nickname text NOT NULL,
    born_on date NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT children_nickname_check CHECK (((length(nickname) >= 1) AND (length(nickname) <= 12)))
);

CREATE TABLE public.circle_acts (
    circle_id uuid NOT NULL,
    id uuid NOT NULL,
    act text NOT NULL,
    actor_id uuid,
    level smallint NOT NULL,
    subject_kind text NOT NULL,
    subject_id uuid NOT NULL,
    post_id uuid,
    reason text DEFAULT ''::text NOT NULL,
    shown jsonb DEFAULT '{}'::jsonb NOT NULL,
    undo jsonb,
    undoes uuid,
    undone_by uuid,
    at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT circle_acts_act_check CHECK ((act ~ '^[a-z_]+\.[a-z_]+$'::text)),
    CONSTRAINT circle_acts_level_check CHECK (((level >= 1) AND (level <= 5))),
    CONSTRAINT circle_acts_reason_check CHECK ((length(reason) <= 500))
);

CREATE TABLE public.circle_bans (
    circle_id uuid NOT NULL,
    account_id uuid NOT NULL,
    banned_by uuid NOT NULL,
    reason text NOT NULL,
    until timestamp with time zone,
    at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT circle_bans_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 500)))
);

CREATE TABLE public.circle_closings (
    circle_id uuid NOT NULL,
    id uuid NOT NULL,
    way text NOT NULL,
    reason text NOT NULL,
    hours integer,
    proposed_by uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    confirmed boolean,
    CONSTRAINT circle_closings_check CHECK (((ended_at IS NULL) = (confirmed IS NULL))),
    CONSTRAINT circle_closings_hours_check CHECK (((hours >= 1) AND (hours <= 8784))),
    CONSTRAINT circle_closings_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 500))),
    CONSTRAINT circle_closings_way_check CHECK ((way = ANY (ARRAY['restriction'::text, 'tier'::text])))
);

CREATE TABLE public.circle_columns (
    circle_id uuid NOT NULL,
    id uuid NOT NULL,
    writer_id uuid NOT NULL,
    title text NOT NULL,
    description text DEFAULT ''::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT circle_columns_description_check CHECK ((length(description) <= 300)),
    CONSTRAINT circle_columns_title_check CHECK (((length(title) >= 1) AND (length(title) <= 30)))
);

CREATE TABLE public.circle_invites (
    circle_id uuid NOT NULL,
    id uuid NOT NULL,
    token_hash bytea NOT NULL,
    made_by uuid NOT NULL,
    uses integer DEFAULT 0 NOT NULL,
    max_uses integer DEFAULT 50 NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT circle_invites_check CHECK ((uses <= max_uses)),
    CONSTRAINT circle_invites_max_uses_check CHECK (((max_uses >= 1) AND (max_uses <= 500)))
);

CREATE TABLE public.circle_levels (
    circle_id uuid NOT NULL,
    is_on boolean NOT NULL,
    titles_zh text[] DEFAULT '{}'::text[] NOT NULL,
    titles_en text[] DEFAULT '{}'::text[] NOT NULL,
    changed_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT circle_levels_check CHECK ((cardinality(titles_en) = cardinality(titles_zh))),
    CONSTRAINT circle_levels_titles_zh_check CHECK ((cardinality(titles_zh) = ANY (ARRAY[0, 18])))
);

CREATE TABLE public.circle_pages (
    circle_id uuid NOT NULL,
    page text NOT NULL,
    version integer NOT NULL,
    text text NOT NULL,
    text_en text DEFAULT ''::text NOT NULL,
    html text NOT NULL,
    html_en text DEFAULT ''::text NOT NULL,
    changed_by uuid,
    changed_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT circle_pages_page_check CHECK ((page = ANY (ARRAY['must_read'::text, 'how_it_works'::text, 'penalties'::text, 'share'::text]))),
    CONSTRAINT circle_pages_text_check CHECK ((length(text) <= 4000)),
    CONSTRAINT circle_pages_text_en_check CHECK ((length(text_en) <= 8000)),
    CONSTRAINT circle_pages_version_check CHECK ((version > 0))
);

CREATE TABLE public.circle_restrictions (
    circle_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    source text NOT NULL,
    reason text NOT NULL,
    reason_en text DEFAULT ''::text NOT NULL,
    set_by uuid,
    at timestamp with time zone NOT NULL,
    until timestamp with time zone,
    ended_at timestamp with time zone,
    ended_by uuid,
    end_reason text DEFAULT ''::text NOT NULL,
    CONSTRAINT circle_restrictions_check CHECK ((until > at)),
    CONSTRAINT circle_restrictions_check1 CHECK (((ended_at IS NOT NULL) OR ((ended_by IS NULL) AND (end_reason = ''::text)))),
    CONSTRAINT circle_restrictions_end_reason_check CHECK ((length(end_reason) <= 500)),
    CONSTRAINT circle_restrictions_kind_check CHECK ((kind = ANY (ARRAY['read_only'::text, 'pre_check'::text, 'photo_check'::text, 'no_photos'::text, 'invite_only'::text, 'hidden'::text, 'closed'::text, 'tips_off'::text]))),
    CONSTRAINT circle_restrictions_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 500))),
    CONSTRAINT circle_restrictions_reason_en_check CHECK ((length(reason_en) <= 1000)),
    CONSTRAINT circle_restrictions_source_check CHECK ((source = ANY (ARRAY['sanction'::text, 'brake'::text, 'breaker'::text, 'tier'::text, 'duty'::text, 'licence'::text])))
);

CREATE TABLE public.circle_sign_ins (
    circle_id uuid NOT NULL,
    account_id uuid NOT NULL,
    day date NOT NULL
);

CREATE TABLE public.circle_slug_claims (
    slug text NOT NULL,
    circle_id uuid NOT NULL
);

CREATE TABLE public.circle_tags (
    circle_id uuid NOT NULL,
    tag text NOT NULL,
    post_count integer NOT NULL,
    CONSTRAINT circle_tags_post_count_check CHECK ((post_count >= 0)),
    CONSTRAINT circle_tags_tag_check CHECK (((length(tag) >= 1) AND (length(tag) <= 20)))
);

CREATE TABLE public.circle_tipping (
    circle_id uuid NOT NULL,
    is_on boolean NOT NULL,
    changed_by uuid NOT NULL,
    changed_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE public.circle_usefulness (
    circle_id uuid NOT NULL,
    score double precision NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT circle_usefulness_score_check CHECK ((score >= (0)::double precision))
);

CREATE TABLE public.circle_view_days (
    circle_id uuid NOT NULL,
    day date NOT NULL,
    views bigint NOT NULL,
    CONSTRAINT circle_view_days_views_check CHECK ((views > 0))
)
WITH (fillfactor='80');

CREATE TABLE public.circle_views (
    circle_id uuid NOT NULL,
    minute timestamp with time zone NOT NULL,
    views integer NOT NULL,
    CONSTRAINT circle_views_views_check CHECK ((views > 0))
)
WITH (fillfactor='80');

CREATE TABLE public.circle_weeks (
    circle_id uuid NOT NULL,
    week date NOT NULL,
    posts integer DEFAULT 0 NOT NULL,
    holds integer DEFAULT 0 NOT NULL,
    hold_p50_seconds integer,
    hold_p95_seconds integer,
    reports integer DEFAULT 0 NOT NULL,
    answer_p50_seconds integer,
    answer_p95_seconds integer,
    upheld integer DEFAULT 0 NOT NULL,
    decisions integer DEFAULT 0 NOT NULL,
    overturned integer DEFAULT 0 NOT NULL,
    clocks integer DEFAULT 0 NOT NULL,
    missed integer DEFAULT 0 NOT NULL,
    minutes integer DEFAULT 0 NOT NULL,
    covered_minutes integer DEFAULT 0 NOT NULL,
    samples integer DEFAULT 0 NOT NULL,
    leaks integer DEFAULT 0 NOT NULL,
    views_before integer,
    score smallint DEFAULT 5 NOT NULL,
    is_clean boolean DEFAULT false NOT NULL,
    is_over boolean DEFAULT false NOT NULL,
    measured_at timestamp with time zone NOT NULL,
    written integer DEFAULT 0 NOT NULL,
    flagged integer DEFAULT 0 NOT NULL,
    verdicts integer DEFAULT 0 NOT NULL,
    verdict_p50_ms integer,
    verdict_p95_ms integer,
    looks integer DEFAULT 0 NOT NULL,
    look_p50_seconds integer,
    look_p95_seconds integer,
    open_cases integer DEFAULT 0 NOT NULL,
    alarms integer DEFAULT 0 NOT NULL,
    removed integer DEFAULT 0 NOT NULL,
    CONSTRAINT circle_weeks_check CHECK (((leaks <= samples) AND (missed <= clocks) AND (upheld <= reports) AND (covered_minutes <= minutes))),
    CONSTRAINT circle_weeks_check1 CHECK ((flagged <= written)),
    CONSTRAINT circle_weeks_score_check CHECK (((score >= 1) AND (score <= 5))),
    CONSTRAINT circle_weeks_week_check CHECK ((EXTRACT(isodow FROM week) = (1)::numeric))
);

CREATE TABLE public.circles (
    id uuid NOT NULL,
    slug text NOT NULL,
    partner_id uuid NOT NULL,
    name text NOT NULL,
    name_en text DEFAULT ''::text NOT NULL,
    topic text NOT NULL,
    description text DEFAULT ''::text NOT NULL,
    description_en text DEFAULT ''::text NOT NULL,
    rules text DEFAULT ''::text NOT NULL,
    cover_owner_id uuid,
    cover_media_id uuid,
    kind text NOT NULL,
    state text DEFAULT 'open'::text NOT NULL,
    zone text DEFAULT 'Asia/Shanghai'::text NOT NULL,
    member_count integer DEFAULT 0 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    join_questions jsonb DEFAULT '[]'::jsonb NOT NULL,
    tools text[] DEFAULT '{}'::text[] NOT NULL,
    restrictions text[] DEFAULT '{}'::text[] NOT NULL,
    tier text DEFAULT 'trial'::text NOT NULL,
    tier_since timestamp with time zone DEFAULT now() NOT NULL,
    score smallint DEFAULT 5 NOT NULL,
    house_number integer DEFAULT 0 NOT NULL,
    house jsonb,
    CONSTRAINT circles_check CHECK (((cover_owner_id IS NULL) = (cover_media_id IS NULL))),
    CONSTRAINT circles_check1 CHECK (((state = 'closed'::text) OR (NOT ('closed'::text = ANY (restrictions))))),
    CONSTRAINT circles_check2 CHECK (((house IS NULL) OR (house_number > 0))),
    CONSTRAINT circles_description_check CHECK ((length(description) <= 500)),
    CONSTRAINT circles_description_en_check CHECK ((length(description_en) <= 1000)),
    CONSTRAINT circles_house_number_check CHECK ((house_number >= 0)),
    CONSTRAINT circles_join_questions_check CHECK ((jsonb_array_length(join_questions) <= 5)),
    CONSTRAINT circles_kind_check CHECK ((kind = ANY (ARRAY['open'::text, 'request'::text, 'invite'::text]))),
    CONSTRAINT circles_member_count_check CHECK ((member_count >= 0)),
    CONSTRAINT circles_name_check CHECK (((length(name) >= 2) AND (length(name) <= 30))),
    CONSTRAINT circles_name_en_check CHECK ((length(name_en) <= 60)),
    CONSTRAINT circles_restrictions_check CHECK ((cardinality(restrictions) <= 8)),
    CONSTRAINT circles_rules_check CHECK ((length(rules) <= 2000)),
    CONSTRAINT circles_score_check CHECK (((score >= 1) AND (score <= 5))),
    CONSTRAINT circles_slug_check CHECK ((slug ~ '^[a-z0-9][a-z0-9-]{1,39}$'::text)),
    CONSTRAINT circles_state_check CHECK ((state = ANY (ARRAY['open'::text, 'closed'::text]))),
    CONSTRAINT circles_tier_check CHECK ((tier = ANY (ARRAY['trial'::text, 'standard'::text, 'trusted'::text, 'probation'::text, 'frozen'::text, 'terminated'::text]))),
    CONSTRAINT circles_tools_check CHECK ((cardinality(tools) <= 8))
)
WITH (fillfactor='80');

CREATE TABLE public.clinic_consents (
    circle_id uuid NOT NULL,
    account_id uuid NOT NULL,
    house smallint NOT NULL,
    version integer NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT clinic_consents_house_check CHECK ((house >= 1)),
    CONSTRAINT clinic_consents_version_check CHECK ((version >= 0))
);

CREATE TABLE public.clinic_notices (
    circle_id uuid NOT NULL,
    version integer NOT NULL,
    text text NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT clinic_notices_text_check CHECK ((length(text) <= 500)),
    CONSTRAINT clinic_notices_version_check CHECK ((version >= 1))
);

CREATE TABLE public.clinic_questions (
    circle_id uuid NOT NULL,
    id uuid NOT NULL,
    made_by uuid NOT NULL,
    unnamed boolean NOT NULL,
    topic text NOT NULL,
    title text NOT NULL,
    text text NOT NULL,
    media_ids uuid[] DEFAULT '{}'::uuid[] NOT NULL,
    house smallint NOT NULL,
    version integer NOT NULL,
    state text DEFAULT 'open'::text NOT NULL,
    closed_at timestamp with time zone,
    removed_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT clinic_questions_check CHECK (((state = 'closed'::text) = (closed_at IS NOT NULL))),
    CONSTRAINT clinic_questions_check1 CHECK (((NOT unnamed) OR (cardinality(media_ids) = 0))),
    CONSTRAINT clinic_questions_house_check CHECK ((house >= 1)),
    CONSTRAINT clinic_questions_media_ids_check CHECK ((cardinality(media_ids) <= 4)),
    CONSTRAINT clinic_questions_state_check CHECK ((state = ANY (ARRAY['open'::text, 'answered'::text, 'closed'::text]))),
    CONSTRAINT clinic_questions_text_check CHECK ((length(text) <= 1000)),
    CONSTRAINT clinic_questions_title_check CHECK (((length(title) >= 1) AND (length(title) <= 60))),
    CONSTRAINT clinic_questions_topic_check CHECK ((topic = ANY (ARRAY['contract'::text, 'deposit'::text, 'loan'::text, 'insurance'::text, 'tax'::text, 'fraud'::text, 'household'::text, 'misc'::text]))),
    CONSTRAINT clinic_questions_version_check CHECK ((version >= 0))
);

CREATE TABLE public.code_payments (
    id uuid NOT NULL,
    way text NOT NULL,
    code_id uuid,
    from_id uuid NOT NULL,
    to_id uuid NOT NULL,
    amount_minor bigint NOT NULL,
    currency text NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT code_payments_amount_minor_check CHECK ((amount_minor > 0)),
    CONSTRAINT code_payments_check CHECK ((to_id <> from_id)),
    CONSTRAINT code_payments_check1 CHECK (((way = 'collect_code'::text) = (code_id IS NOT NULL))),
    CONSTRAINT code_payments_currency_check CHECK ((length(currency) = 3)),
    CONSTRAINT code_payments_note_check CHECK ((length(note) <= 100)),
    CONSTRAINT code_payments_way_check CHECK ((way = ANY (ARRAY['pay_code'::text, 'collect_code'::text])))
);

CREATE TABLE public.collect_codes (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    day_limit_minor bigint NOT NULL,
    day date NOT NULL,
    day_minor bigint DEFAULT 0 NOT NULL,
    retired_at timestamp with time zone,
    made_at timestamp with time zone NOT NULL,
    CONSTRAINT collect_codes_check CHECK (((day_minor >= 0) AND (day_minor <= day_limit_minor))),
    CONSTRAINT collect_codes_day_limit_minor_check CHECK ((day_limit_minor > 0))
);

CREATE TABLE public.column_posts (
    circle_id uuid NOT NULL,
    column_id uuid NOT NULL,
    post_id uuid NOT NULL,
    place integer NOT NULL,
    added_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT column_posts_place_check CHECK ((place >= 1))
);

CREATE TABLE public.comment_turns (
    circle_id uuid NOT NULL,
    place_id uuid NOT NULL,
    account_id uuid NOT NULL,
    at timestamp with time zone NOT NULL
);

CREATE TABLE public.comment_versions (
    circle_id uuid NOT NULL,
    post_id uuid NOT NULL,
    comment_id uuid NOT NULL,
    version integer NOT NULL,
    text text NOT NULL,
    html text NOT NULL,
    state text NOT NULL,
    edited_by uuid NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE public.comment_views (
    circle_id uuid NOT NULL,
    comment_id uuid NOT NULL,
    views bigint NOT NULL,
    CONSTRAINT comment_views_views_check CHECK ((views > 0))
)
WITH (fillfactor='80');

CREATE TABLE public.comments (
    circle_id uuid NOT NULL,
    post_id uuid NOT NULL,
    id uuid NOT NULL,
    floor integer NOT NULL,
    reply_number integer DEFAULT 0 NOT NULL,
    reply_to_id uuid,
    author_id uuid NOT NULL,
    text text NOT NULL,
    html text NOT NULL,
    state text NOT NULL,
    category text,
    like_count integer DEFAULT 0 NOT NULL,
    reply_count integer DEFAULT 0 NOT NULL,
    last_reply integer DEFAULT 0 NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    edited_at timestamp with time zone,
    thanks_count integer DEFAULT 0 NOT NULL,
    label text,
    quote_id uuid,
    curb text,
    curb_for text,
    CONSTRAINT comments_check CHECK (((reply_number > 0) OR (reply_to_id IS NULL))),
    CONSTRAINT comments_check1 CHECK (((state <> 'held'::text) OR (category IS NOT NULL))),
    CONSTRAINT comments_check2 CHECK ((quote_id <> id)),
    CONSTRAINT comments_curb_check CHECK ((curb = ANY (ARRAY['label'::text, 'fold'::text, 'limit'::text]))),
    CONSTRAINT comments_curbed CHECK (((curb IS NULL) = (curb_for IS NULL))),
    CONSTRAINT comments_floor_check CHECK ((floor >= 2)),
    CONSTRAINT comments_last_reply_check CHECK ((last_reply >= 0)),
    CONSTRAINT comments_like_count_check CHECK ((like_count >= 0)),
    CONSTRAINT comments_limited CHECK (((curb <> 'limit'::text) OR (label IS NOT NULL))),
    CONSTRAINT comments_reply_count_check CHECK ((reply_count >= 0)),
    CONSTRAINT comments_reply_number_check CHECK ((reply_number >= 0)),
    CONSTRAINT comments_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'visible'::text, 'held'::text, 'removed'::text, 'deleted'::text]))),
    CONSTRAINT comments_text_check CHECK ((length(text) <= 5000)),
    CONSTRAINT comments_thanks_count_check CHECK ((thanks_count >= 0))
)
WITH (fillfactor='85');

CREATE TABLE public.counsellors (
    circle_id uuid NOT NULL,
    account_id uuid NOT NULL,
    credential text NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT counsellors_credential_check CHECK (((length(credential) >= 1) AND (length(credential) <= 60)))
);

CREATE TABLE public.currencies (
    code text NOT NULL,
    exponent smallint NOT NULL,
    CONSTRAINT currencies_code_check CHECK ((code ~ '^[A-Z]{3,8}$'::text)),
    CONSTRAINT currencies_exponent_check CHECK (((exponent >= 0) AND (exponent <= 4)))
);

CREATE TABLE public.device_alerts (
    account_id uuid NOT NULL,
    session_id uuid NOT NULL,
    device_hash bytea NOT NULL,
    token_hash bytea,
    user_agent text DEFAULT ''::text NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    mailed_at timestamp with time zone,
    disavowed_at timestamp with time zone,
    expires_at timestamp with time zone NOT NULL
);

CREATE TABLE public.drafts (
    account_id uuid NOT NULL,
    kind text NOT NULL,
    circle_id uuid NOT NULL,
    post_id uuid NOT NULL,
    id uuid NOT NULL,
    text text NOT NULL,
    tags text[] DEFAULT '{}'::text[] NOT NULL,
    photos jsonb DEFAULT '[]'::jsonb NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT drafts_kind_check CHECK ((kind = ANY (ARRAY['post'::text, 'edit'::text, 'comment'::text]))),
    CONSTRAINT drafts_photos_check CHECK ((jsonb_array_length(photos) <= 9)),
    CONSTRAINT drafts_tags_check CHECK ((cardinality(tags) <= 5)),
    CONSTRAINT drafts_text_check CHECK ((length(text) <= 20000))
);

CREATE TABLE public.duty_exceptions (
    circle_id uuid NOT NULL,
    id uuid NOT NULL,
    on_date date NOT NULL,
    starts_minute smallint NOT NULL,
    ends_minute smallint NOT NULL,
    absent_id uuid,
    cover_id uuid,
    note text DEFAULT ''::text NOT NULL,
    made_by uuid NOT NULL,
    CONSTRAINT duty_exceptions_check CHECK ((ends_minute > starts_minute)),
    CONSTRAINT duty_exceptions_check1 CHECK (((absent_id IS DISTINCT FROM cover_id) OR (absent_id IS NULL))),
    CONSTRAINT duty_exceptions_ends_minute_check CHECK (((ends_minute >= 1) AND (ends_minute <= 1440))),
    CONSTRAINT duty_exceptions_note_check CHECK ((length(note) <= 120)),
    CONSTRAINT duty_exceptions_starts_minute_check CHECK (((starts_minute >= 0) AND (starts_minute <= 1439)))
);

CREATE TABLE public.duty_gaps (
    circle_id uuid NOT NULL,
    since timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT duty_gaps_check CHECK ((ended_at >= since))
);

CREATE TABLE public.duty_hand_overs (
    circle_id uuid NOT NULL,
    id uuid NOT NULL,
    from_id uuid NOT NULL,
    to_id uuid NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    at timestamp with time zone NOT NULL,
    until timestamp with time zone NOT NULL,
    state text DEFAULT 'offered'::text NOT NULL,
    answered_at timestamp with time zone,
    CONSTRAINT duty_hand_overs_check CHECK ((from_id <> to_id)),
    CONSTRAINT duty_hand_overs_check1 CHECK ((until > at)),
    CONSTRAINT duty_hand_overs_check2 CHECK (((state = 'offered'::text) = (answered_at IS NULL))),
    CONSTRAINT duty_hand_overs_note_check CHECK ((length(note) <= 500)),
    CONSTRAINT duty_hand_overs_state_check CHECK ((state = ANY (ARRAY['offered'::text, 'taken'::text, 'declined'::text, 'withdrawn'::text])))
);

CREATE TABLE public.duty_shifts (
    circle_id uuid NOT NULL,
    account_id uuid NOT NULL,
    weekday smallint NOT NULL,
    starts_minute smallint NOT NULL,
    ends_minute smallint NOT NULL,
    CONSTRAINT duty_shifts_check CHECK ((ends_minute > starts_minute)),
    CONSTRAINT duty_shifts_ends_minute_check CHECK (((ends_minute >= 1) AND (ends_minute <= 1440))),
    CONSTRAINT duty_shifts_starts_minute_check CHECK (((starts_minute >= 0) AND (starts_minute <= 1439))),
    CONSTRAINT duty_shifts_weekday_check CHECK (((weekday >= 0) AND (weekday <= 6)))
);

CREATE TABLE public.email_claims (
    email text NOT NULL,
    account_id uuid NOT NULL,
    CONSTRAINT email_claims_email_check CHECK ((email = lower(email)))
);

CREATE TABLE public.feature_brakes (
    id uuid NOT NULL,
    feature text NOT NULL,
    reason text NOT NULL,
    set_by uuid,
    at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    ended_by uuid,
    end_reason text DEFAULT ''::text NOT NULL,
    until timestamp with time zone,
    CONSTRAINT feature_brakes_check CHECK (((ended_at IS NOT NULL) OR ((ended_by IS NULL) AND (end_reason = ''::text)))),
    CONSTRAINT feature_brakes_end_reason_check CHECK ((length(end_reason) <= 500)),
    CONSTRAINT feature_brakes_feature_check CHECK ((feature = ANY (ARRAY['sign_up'::text, 'posting'::text, 'photos'::text, 'comments'::text, 'joining'::text, 'tips'::text, 'red_packets'::text, 'transfers'::text, 'top_ups'::text, 'withdrawals'::text]))),
    CONSTRAINT feature_brakes_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 500))),
    CONSTRAINT feature_brakes_until CHECK ((until > at))
);

CREATE TABLE public.feed_mutes (
    account_id uuid NOT NULL,
    subject_kind text NOT NULL,
    subject_id uuid NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT feed_mutes_subject_kind_check CHECK ((subject_kind = ANY (ARRAY['circle'::text, 'account'::text])))
);

CREATE TABLE public.follow_settings (
    account_id uuid NOT NULL,
    own boolean DEFAULT true NOT NULL,
    answered boolean DEFAULT true NOT NULL
);

CREATE TABLE public.friendships (
    account_id uuid NOT NULL,
    friend_id uuid NOT NULL,
    since timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT friendships_check CHECK ((account_id <> friend_id))
);

CREATE TABLE public.fund_entries (
    circle_id uuid NOT NULL,
    fund_id uuid NOT NULL,
    number integer NOT NULL,
    amount_minor bigint NOT NULL,
    balance_minor bigint NOT NULL,
    day date NOT NULL,
    purpose text NOT NULL,
    entered_by uuid NOT NULL,
    confirmed_by uuid,
    confirmed_at timestamp with time zone,
    reverses integer,
    media_owner uuid,
    media_id uuid,
    post_ids uuid[] DEFAULT '{}'::uuid[] NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    group_id uuid,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    removed_at timestamp with time zone,
    CONSTRAINT fund_entries_amount_minor_check CHECK ((amount_minor <> 0)),
    CONSTRAINT fund_entries_balance_minor_check CHECK ((balance_minor >= 0)),
    CONSTRAINT fund_entries_check CHECK ((confirmed_by <> entered_by)),
    CONSTRAINT fund_entries_check1 CHECK ((reverses < number)),
    CONSTRAINT fund_entries_check2 CHECK (((confirmed_by IS NULL) = (confirmed_at IS NULL))),
    CONSTRAINT fund_entries_check3 CHECK (((media_owner IS NULL) = (media_id IS NULL))),
    CONSTRAINT fund_entries_number_check CHECK ((number >= 1)),
    CONSTRAINT fund_entries_post_ids_check CHECK ((cardinality(post_ids) <= 5)),
    CONSTRAINT fund_entries_purpose_check CHECK (((length(purpose) >= 1) AND (length(purpose) <= 200)))
);

CREATE TABLE public.fund_payouts (
    circle_id uuid NOT NULL,
    id uuid NOT NULL,
    fund_id uuid NOT NULL,
    to_id uuid NOT NULL,
    amount_minor bigint NOT NULL,
    purpose text NOT NULL,
    proposed_by uuid NOT NULL,
    state text DEFAULT 'proposed'::text NOT NULL,
    tries smallint DEFAULT 0 NOT NULL,
    ended_by uuid,
    ended_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT fund_payouts_amount_minor_check CHECK ((amount_minor > 0)),
    CONSTRAINT fund_payouts_check CHECK (((state <> 'paid'::text) OR ((ended_by <> proposed_by) AND (ended_by <> to_id)))),
    CONSTRAINT fund_payouts_check1 CHECK (((state = 'proposed'::text) = (ended_at IS NULL))),
    CONSTRAINT fund_payouts_purpose_check CHECK (((length(purpose) >= 1) AND (length(purpose) <= 200))),
    CONSTRAINT fund_payouts_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'paid'::text, 'refused'::text]))),
    CONSTRAINT fund_payouts_tries_check CHECK ((tries >= 0))
);

CREATE TABLE public.funds (
    circle_id uuid NOT NULL,
    id uuid NOT NULL,
    made_by uuid NOT NULL,
    title text NOT NULL,
    purpose text DEFAULT ''::text NOT NULL,
    currency text DEFAULT 'CNY'::text NOT NULL,
    balance_minor bigint DEFAULT 0 NOT NULL,
    last_number integer DEFAULT 0 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    held_minor bigint DEFAULT 0 NOT NULL,
    CONSTRAINT funds_balance_minor_check CHECK ((balance_minor >= 0)),
    CONSTRAINT funds_currency_check CHECK ((currency = 'CNY'::text)),
    CONSTRAINT funds_held CHECK ((held_minor <= balance_minor)),
    CONSTRAINT funds_held_minor_check CHECK ((held_minor >= 0)),
    CONSTRAINT funds_last_number_check CHECK ((last_number >= 0)),
    CONSTRAINT funds_purpose_check CHECK ((length(purpose) <= 500)),
    CONSTRAINT funds_title_check CHECK (((length(title) >= 1) AND (length(title) <= 40)))
);

CREATE TABLE public.gadgets (
    circle_id uuid NOT NULL,
    id uuid NOT NULL,
    made_by uuid NOT NULL,
    device text NOT NULL,
    symptom text NOT NULL,
    media_ids uuid[] DEFAULT '{}'::uuid[] NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    quote_low bigint,
    quote_high bigint,
    outcome text,
    cost_minor bigint,
    ended_at timestamp with time zone,
    removed_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT gadgets_check CHECK ((quote_high >= quote_low)),
    CONSTRAINT gadgets_check1 CHECK (((quote_low IS NULL) = (quote_high IS NULL))),
    CONSTRAINT gadgets_check2 CHECK (((state = 'done'::text) = (outcome IS NOT NULL))),
    CONSTRAINT gadgets_check3 CHECK (((state = 'done'::text) = (ended_at IS NOT NULL))),
    CONSTRAINT gadgets_check4 CHECK (((cost_minor IS NOT NULL) = COALESCE((outcome = ANY (ARRAY['repaired'::text, 'self_repaired'::text])), false))),
    CONSTRAINT gadgets_cost_minor_check CHECK (((cost_minor >= 0) AND (cost_minor <= 10000000))),
    CONSTRAINT gadgets_device_check CHECK (((length(device) >= 1) AND (length(device) <= 60))),
    CONSTRAINT gadgets_media_ids_check CHECK ((cardinality(media_ids) <= 4)),
    CONSTRAINT gadgets_outcome_check CHECK ((outcome = ANY (ARRAY['repaired'::text, 'not_worth'::text, 'self_repaired'::text]))),
    CONSTRAINT gadgets_quote_low_check CHECK ((quote_low >= 0)),
    CONSTRAINT gadgets_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'diagnosed'::text, 'done'::text]))),
    CONSTRAINT gadgets_symptom_check CHECK (((length(symptom) >= 1) AND (length(symptom) <= 500)))
);

CREATE TABLE public.gateway_days (
    gateway text NOT NULL,
    day date NOT NULL,
    lines integer NOT NULL,
    matched integer NOT NULL,
    mended integer NOT NULL,
    differing integer NOT NULL,
    ours_minor bigint NOT NULL,
    theirs_minor bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE public.gateway_differences (
    id uuid NOT NULL,
    gateway text NOT NULL,
    kind text NOT NULL,
    order_id uuid,
    reference text DEFAULT ''::text NOT NULL,
    ours_minor bigint,
    theirs_minor bigint,
    day date NOT NULL,
    found_at timestamp with time zone DEFAULT now() NOT NULL,
    settled_at timestamp with time zone,
    settled_by uuid,
    note text DEFAULT ''::text NOT NULL,
    CONSTRAINT gateway_differences_check CHECK (((settled_at IS NULL) = (settled_by IS NULL))),
    CONSTRAINT gateway_differences_kind_check CHECK ((kind = ANY (ARRAY['unknown_order'::text, 'amount_differs'::text, 'contradicts'::text, 'missing_there'::text, 'not_posted'::text, 'sum_differs'::text, 'unreadable_line'::text])))
);

CREATE TABLE public.gateway_notices (
    gateway text NOT NULL,
    id text NOT NULL,
    order_id uuid NOT NULL,
    state text NOT NULL,
    amount_minor bigint NOT NULL,
    outcome text NOT NULL,
    told_at timestamp with time zone NOT NULL,
    at timestamp with time zone DEFAULT public.told_now() NOT NULL,
    CONSTRAINT gateway_notices_id_check CHECK (((length(id) >= 1) AND (length(id) <= 200))),
    CONSTRAINT gateway_notices_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'succeeded'::text, 'failed'::text])))
);

CREATE TABLE public.gateway_orders (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    gateway text NOT NULL,
    kind text NOT NULL,
    currency text NOT NULL,
    amount_minor bigint NOT NULL,
    payee text DEFAULT ''::text NOT NULL,
    state text DEFAULT 'made'::text NOT NULL,
    reference text DEFAULT ''::text NOT NULL,
    pay_url text DEFAULT ''::text NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    made_at timestamp with time zone DEFAULT public.told_now() NOT NULL,
    asked_at timestamp with time zone,
    ended_at timestamp with time zone,
    refund_of uuid,
    asked_by uuid,
    said text DEFAULT ''::text NOT NULL,
    refunded_minor bigint DEFAULT 0 NOT NULL,
    CONSTRAINT gateway_orders_amount_minor_check CHECK ((amount_minor > 0)),
    CONSTRAINT gateway_orders_check CHECK (((state = ANY (ARRAY['succeeded'::text, 'failed'::text])) = (ended_at IS NOT NULL))),
    CONSTRAINT gateway_orders_gateway_check CHECK ((gateway ~ '^[a-z]{1,20}$'::text)),
    CONSTRAINT gateway_orders_kind_check CHECK ((kind = ANY (ARRAY['top_up'::text, 'withdrawal'::text, 'refund'::text]))),
    CONSTRAINT gateway_orders_payee_check CHECK ((length(payee) <= 100)),
    CONSTRAINT gateway_orders_refund CHECK (((kind = 'refund'::text) = (refund_of IS NOT NULL))),
    CONSTRAINT gateway_orders_refunded CHECK ((((refunded_minor >= 0) AND (refunded_minor <= amount_minor)) AND ((refunded_minor = 0) OR (kind = 'top_up'::text)))),
    CONSTRAINT gateway_orders_said_check CHECK ((length(said) <= 500)),
    CONSTRAINT gateway_orders_state_check CHECK ((state = ANY (ARRAY['made'::text, 'open'::text, 'succeeded'::text, 'failed'::text, 'refused'::text])))
);

CREATE TABLE public.gateway_turned_away (
    gateway text NOT NULL,
    day date NOT NULL,
    reason text NOT NULL,
    count bigint NOT NULL,
    CONSTRAINT gateway_turned_away_count_check CHECK ((count > 0)),
    CONSTRAINT gateway_turned_away_reason_check CHECK ((reason = ANY (ARRAY['forged'::text, 'early'::text])))
);

CREATE TABLE public.growth (
    circle_id uuid NOT NULL,
    account_id uuid NOT NULL,
    points integer DEFAULT 0 NOT NULL,
    streak integer DEFAULT 0 NOT NULL,
    longest integer DEFAULT 0 NOT NULL,
    last_day date,
    forgiven_on date,
    CONSTRAINT growth_check CHECK ((longest >= streak)),
    CONSTRAINT growth_points_check CHECK ((points >= 0)),
    CONSTRAINT growth_streak_check CHECK ((streak >= 0))
);

CREATE TABLE public.growth_points (
    circle_id uuid NOT NULL,
    account_id uuid NOT NULL,
    cause text NOT NULL,
    kind text NOT NULL,
    subject_id uuid,
    post_id uuid,
    points integer NOT NULL,
    day date NOT NULL,
    is_back boolean DEFAULT false NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT growth_points_kind_check CHECK ((kind = ANY (ARRAY['sign_in'::text, 'post'::text, 'floor'::text, 'thanks'::text, 'digest'::text]))),
    CONSTRAINT growth_points_points_check CHECK ((points > 0))
);

CREATE TABLE public.handle_claims (
    skeleton text NOT NULL,
    handle text NOT NULL,
    account_id uuid NOT NULL
);

CREATE TABLE public.house_rules (
    circle_id uuid NOT NULL,
    number integer NOT NULL,
    rules jsonb NOT NULL,
    reason text NOT NULL,
    made_by uuid,
    at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT house_rules_number_check CHECK ((number > 0)),
    CONSTRAINT house_rules_reason_check CHECK ((reason <> ''::text))
);

CREATE TABLE public.hunt_hits (
    hunt_id uuid NOT NULL,
    owner_id uuid NOT NULL,
    media_id uuid NOT NULL,
    category text NOT NULL,
    severity smallint NOT NULL,
    entry_id uuid,
    verdict jsonb NOT NULL,
    state text DEFAULT 'found'::text NOT NULL,
    CONSTRAINT hunt_hits_severity_check CHECK (((severity >= 0) AND (severity <= 4))),
    CONSTRAINT hunt_hits_state_check CHECK ((state = ANY (ARRAY['found'::text, 'held'::text, 'passed_over'::text])))
);

CREATE TABLE public.hunts (
    id uuid NOT NULL,
    kind text NOT NULL,
    state text NOT NULL,
    reason text NOT NULL,
    bank_version bigint NOT NULL,
    policy_version text NOT NULL,
    total bigint NOT NULL,
    seen bigint DEFAULT 0 NOT NULL,
    found integer DEFAULT 0 NOT NULL,
    held integer DEFAULT 0 NOT NULL,
    passed_over integer DEFAULT 0 NOT NULL,
    after_owner uuid DEFAULT '00000000-0000-0000-0000-000000000000'::uuid NOT NULL,
    after_photo uuid DEFAULT '00000000-0000-0000-0000-000000000000'::uuid NOT NULL,
    made_by uuid NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    scanned_at timestamp with time zone,
    confirmed_by uuid,
    ended_at timestamp with time zone,
    CONSTRAINT hunts_check CHECK (((state <> ALL (ARRAY['applying'::text, 'applied'::text])) OR (confirmed_by IS NOT NULL) OR (found = 0))),
    CONSTRAINT hunts_kind_check CHECK ((kind = ANY (ARRAY['bank'::text, 'model'::text]))),
    CONSTRAINT hunts_reason_check CHECK ((reason <> ''::text)),
    CONSTRAINT hunts_state_check CHECK ((state = ANY (ARRAY['scanning'::text, 'paused'::text, 'ready'::text, 'applying'::text, 'applied'::text, 'cancelled'::text])))
);

CREATE TABLE public.idempotency_keys (
    account_id uuid NOT NULL,
    key text NOT NULL,
    fingerprint bytea NOT NULL,
    answer bytea,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT idempotency_keys_key_check CHECK (((length(key) >= 8) AND (length(key) <= 128)))
);

CREATE TABLE public.import_progress (
    archive text NOT NULL,
    file text NOT NULL,
    lines_done bigint NOT NULL,
    finished_at timestamp with time zone
);

CREATE TABLE public.join_requests (
    circle_id uuid NOT NULL,
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    state text DEFAULT 'pending'::text NOT NULL,
    introduction text NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    answers jsonb DEFAULT '[]'::jsonb NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    asked_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    decided_by uuid,
    decided_at timestamp with time zone,
    CONSTRAINT join_requests_check CHECK (((state = 'pending'::text) = (decided_at IS NULL))),
    CONSTRAINT join_requests_introduction_check CHECK (((length(introduction) >= 1) AND (length(introduction) <= 300))),
    CONSTRAINT join_requests_note_check CHECK ((length(note) <= 300)),
    CONSTRAINT join_requests_reason_check CHECK ((length(reason) <= 500)),
    CONSTRAINT join_requests_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'accepted'::text, 'declined'::text, 'withdrawn'::text, 'expired'::text])))
);

CREATE TABLE public.joined_circles (
    account_id uuid NOT NULL,
    circle_id uuid NOT NULL,
    role text DEFAULT 'member'::text NOT NULL,
    joined_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT joined_circles_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'host'::text, 'helper'::text, 'member'::text])))
);

CREATE TABLE public.known_devices (
    account_id uuid NOT NULL,
    token_hash bytea NOT NULL,
    user_agent text DEFAULT ''::text NOT NULL,
    first_at timestamp with time zone DEFAULT now() NOT NULL,
    seen_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE public.ledger_accounts (
    id uuid NOT NULL,
    owner_kind text NOT NULL,
    owner_id uuid NOT NULL,
    purpose text NOT NULL,
    currency text NOT NULL,
    floor_minor bigint,
    opened_at timestamp with time zone DEFAULT public.told_now() NOT NULL,
    CONSTRAINT ledger_accounts_owner_kind_check CHECK ((owner_kind ~ '^[a-z_]{1,20}$'::text)),
    CONSTRAINT ledger_accounts_purpose_check CHECK ((purpose ~ '^[a-z_]{1,20}$'::text))
);

CREATE TABLE public.ledger_audits (
    id uuid NOT NULL,
    is_full boolean NOT NULL,
    account_count bigint NOT NULL,
    transfer_count bigint NOT NULL,
    faults text[] NOT NULL,
    began_at timestamp with time zone NOT NULL,
    took_seconds double precision NOT NULL
);

CREATE TABLE public.ledger_balances (
    account_id uuid NOT NULL,
    currency text NOT NULL,
    floor_minor bigint NOT NULL,
    status text DEFAULT 'open'::text NOT NULL,
    balance_minor bigint DEFAULT 0 NOT NULL,
    version bigint DEFAULT 0 NOT NULL,
    CONSTRAINT ledger_balances_check CHECK ((balance_minor >= floor_minor)),
    CONSTRAINT ledger_balances_check1 CHECK (((status <> 'closed'::text) OR (balance_minor = 0))),
    CONSTRAINT ledger_balances_status_check CHECK ((status = ANY (ARRAY['open'::text, 'frozen'::text, 'closed'::text]))),
    CONSTRAINT ledger_balances_version_check CHECK ((version >= 0))
)
WITH (fillfactor='45');

CREATE TABLE public.ledger_entries (
    account_id uuid NOT NULL,
    version bigint NOT NULL,
    transfer_id uuid NOT NULL,
    amount_minor bigint NOT NULL,
    balance_after_minor bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT ledger_entries_amount_minor_check CHECK ((amount_minor <> 0)),
    CONSTRAINT ledger_entries_version_check CHECK ((version > 0))
);

CREATE TABLE public.ledger_holds (
    id uuid NOT NULL,
    from_id uuid NOT NULL,
    held_id uuid NOT NULL,
    currency text NOT NULL,
    amount_minor bigint NOT NULL,
    state text DEFAULT 'placed'::text NOT NULL,
    tries integer DEFAULT 0 NOT NULL,
    placed_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT ledger_holds_amount_minor_check CHECK ((amount_minor > 0)),
    CONSTRAINT ledger_holds_check CHECK (((state = 'placed'::text) = (ended_at IS NULL))),
    CONSTRAINT ledger_holds_state_check CHECK ((state = ANY (ARRAY['placed'::text, 'captured'::text, 'released'::text, 'expired'::text])))
);

CREATE TABLE public.ledger_marks (
    account_id uuid NOT NULL,
    version bigint NOT NULL,
    balance_minor bigint NOT NULL,
    CONSTRAINT ledger_marks_version_check CHECK ((version > 0))
);

CREATE TABLE public.ledger_permits (
    group_id uuid NOT NULL,
    signed_by uuid NOT NULL,
    reason text NOT NULL,
    at timestamp with time zone DEFAULT public.told_now() NOT NULL,
    CONSTRAINT ledger_permits_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 500)))
);

CREATE TABLE public.ledger_refusals (
    id uuid NOT NULL,
    reason text NOT NULL,
    fingerprint bytea NOT NULL,
    at timestamp with time zone DEFAULT public.told_now() NOT NULL,
    CONSTRAINT ledger_refusals_fingerprint_check CHECK ((length(fingerprint) = 32)),
    CONSTRAINT ledger_refusals_reason_check CHECK ((reason = ANY (ARRAY['insufficient_balance'::text, 'account_frozen'::text, 'account_closed'::text, 'account_missing'::text, 'currency_differs'::text])))
);

CREATE TABLE public.ledger_seals (
    day date NOT NULL,
    transfer_count bigint NOT NULL,
    sums jsonb NOT NULL,
    previous bytea NOT NULL,
    sha256 bytea NOT NULL,
    sealed_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT ledger_seals_previous_check CHECK ((length(previous) = 32)),
    CONSTRAINT ledger_seals_sha256_check CHECK ((length(sha256) = 32)),
    CONSTRAINT ledger_seals_transfer_count_check CHECK ((transfer_count >= 0))
);

CREATE TABLE public.ledger_transfers (
    id uuid NOT NULL,
    group_id uuid NOT NULL,
    leg smallint NOT NULL,
    leg_count smallint NOT NULL,
    debit_id uuid NOT NULL,
    credit_id uuid NOT NULL,
    amount_minor bigint NOT NULL,
    currency text NOT NULL,
    code text NOT NULL,
    cause_kind text NOT NULL,
    cause_id uuid NOT NULL,
    reverses_id uuid,
    at timestamp with time zone NOT NULL,
    CONSTRAINT ledger_transfers_amount_minor_check CHECK ((amount_minor > 0)),
    CONSTRAINT ledger_transfers_check CHECK ((debit_id <> credit_id)),
    CONSTRAINT ledger_transfers_check1 CHECK ((leg < leg_count)),
    CONSTRAINT ledger_transfers_leg_check CHECK ((leg >= 0))
);

CREATE TABLE public.likes (
    circle_id uuid NOT NULL,
    post_id uuid NOT NULL,
    subject_id uuid NOT NULL,
    account_id uuid NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE public.lost_pets (
    circle_id uuid NOT NULL,
    id uuid NOT NULL,
    made_by uuid NOT NULL,
    name text NOT NULL,
    about text DEFAULT ''::text NOT NULL,
    place text NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    media_ids uuid[] DEFAULT '{}'::uuid[] NOT NULL,
    post_id uuid,
    state text DEFAULT 'missing'::text NOT NULL,
    ended_at timestamp with time zone,
    thanks text DEFAULT ''::text NOT NULL,
    removed_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT lost_pets_about_check CHECK ((length(about) <= 500)),
    CONSTRAINT lost_pets_check CHECK (((state = 'missing'::text) = (ended_at IS NULL))),
    CONSTRAINT lost_pets_media_ids_check CHECK ((cardinality(media_ids) <= 4)),
    CONSTRAINT lost_pets_name_check CHECK (((length(name) >= 1) AND (length(name) <= 30))),
    CONSTRAINT lost_pets_place_check CHECK (((length(place) >= 1) AND (length(place) <= 60))),
    CONSTRAINT lost_pets_state_check CHECK ((state = ANY (ARRAY['missing'::text, 'found'::text, 'closed'::text]))),
    CONSTRAINT lost_pets_thanks_check CHECK ((length(thanks) <= 500))
);

CREATE TABLE public.margins (
    circle_id uuid NOT NULL,
    reading_id uuid NOT NULL,
    number smallint NOT NULL,
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    text text NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    removed_at timestamp with time zone,
    CONSTRAINT margins_text_check CHECK (((length(text) >= 1) AND (length(text) <= 1000)))
);

CREATE TABLE public.media (
    owner_id uuid NOT NULL,
    id uuid NOT NULL,
    purpose text NOT NULL,
    state text NOT NULL,
    alt text DEFAULT ''::text NOT NULL,
    sha256 bytea NOT NULL,
    size_bytes bigint NOT NULL,
    width integer,
    height integer,
    blur text,
    category text,
    refusal text,
    verdict jsonb,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    checked_at timestamp with time zone,
    unused_since timestamp with time zone DEFAULT now(),
    look bytea,
    CONSTRAINT media_alt_check CHECK ((length(alt) <= 300)),
    CONSTRAINT media_check CHECK (((state <> 'visible'::text) OR ((width > 0) AND (height > 0) AND (blur IS NOT NULL)))),
    CONSTRAINT media_check1 CHECK (((state <> 'pending'::text) OR (checked_at IS NULL))),
    CONSTRAINT media_check2 CHECK (((state <> 'deleted'::text) OR ((verdict IS NULL) AND (blur IS NULL) AND (alt = ''::text)))),
    CONSTRAINT media_look_check CHECK ((octet_length(look) = ANY (ARRAY[0, 64]))),
    CONSTRAINT media_look_goes CHECK (((state <> 'deleted'::text) OR (look IS NULL))),
    CONSTRAINT media_purpose_check CHECK ((purpose = ANY (ARRAY['post'::text, 'avatar'::text, 'cover'::text, 'licence'::text, 'child'::text]))),
    CONSTRAINT media_size_bytes_check CHECK ((size_bytes >= 0)),
    CONSTRAINT media_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'visible'::text, 'held'::text, 'refused'::text, 'dropped'::text, 'deleted'::text])))
);

CREATE TABLE public.media_uses (
    owner_id uuid NOT NULL,
    media_id uuid NOT NULL,
    place_kind text NOT NULL,
    place_id uuid NOT NULL,
    circle_id uuid,
    since timestamp with time zone DEFAULT now() NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT media_uses_check CHECK (((place_kind = ANY (ARRAY['avatar'::text, 'licence'::text])) = (circle_id IS NULL))),
    CONSTRAINT media_uses_place_kind_check CHECK ((place_kind ~ '^[a-z_]{2,20}$'::text))
);

CREATE TABLE public.meetup_choices (
    circle_id uuid NOT NULL,
    post_id uuid NOT NULL,
    number smallint NOT NULL,
    text text NOT NULL,
    seats integer,
    going_count integer DEFAULT 0 NOT NULL,
    CONSTRAINT meetup_choices_check CHECK (((seats IS NULL) OR (going_count <= seats))),
    CONSTRAINT meetup_choices_going_count_check CHECK ((going_count >= 0)),
    CONSTRAINT meetup_choices_number_check CHECK (((number >= 1) AND (number <= 10))),
    CONSTRAINT meetup_choices_seats_check CHECK (((seats >= 1) AND (seats <= 10000))),
    CONSTRAINT meetup_choices_text_check CHECK (((length(text) >= 1) AND (length(text) <= 40)))
)
WITH (fillfactor='85');

CREATE TABLE public.meetups (
    circle_id uuid NOT NULL,
    post_id uuid NOT NULL,
    author_id uuid NOT NULL,
    title text NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone,
    place text NOT NULL,
    seats integer,
    opens_at timestamp with time zone,
    closes_at timestamp with time zone NOT NULL,
    question text DEFAULT ''::text NOT NULL,
    cancelled_at timestamp with time zone,
    cancel_reason text DEFAULT ''::text NOT NULL,
    going_count integer DEFAULT 0 NOT NULL,
    waiting_count integer DEFAULT 0 NOT NULL,
    came_count integer DEFAULT 0 NOT NULL,
    revision integer DEFAULT 0 NOT NULL,
    check_in_key bytea NOT NULL,
    reminded smallint,
    is_shown boolean NOT NULL,
    CONSTRAINT meetups_cancel_reason_check CHECK ((length(cancel_reason) <= 300)),
    CONSTRAINT meetups_check CHECK ((ends_at > starts_at)),
    CONSTRAINT meetups_check1 CHECK (((came_count >= 0) AND (came_count <= going_count))),
    CONSTRAINT meetups_check2 CHECK (((seats IS NULL) OR (going_count <= seats))),
    CONSTRAINT meetups_going_count_check CHECK ((going_count >= 0)),
    CONSTRAINT meetups_place_check CHECK ((length(place) <= 200)),
    CONSTRAINT meetups_question_check CHECK ((length(question) <= 60)),
    CONSTRAINT meetups_reminded_check CHECK ((reminded = ANY (ARRAY[24, 1]))),
    CONSTRAINT meetups_seats_check CHECK (((seats >= 1) AND (seats <= 10000))),
    CONSTRAINT meetups_title_check CHECK (((length(title) >= 1) AND (length(title) <= 60))),
    CONSTRAINT meetups_waiting_count_check CHECK ((waiting_count >= 0))
)
WITH (fillfactor='85');

CREATE TABLE public.memberships (
    circle_id uuid NOT NULL,
    account_id uuid NOT NULL,
    role text DEFAULT 'member'::text NOT NULL,
    joined_at timestamp with time zone DEFAULT now() NOT NULL,
    nickname text,
    level smallint,
    must_read_at timestamp with time zone,
    names text DEFAULT ''::text NOT NULL,
    CONSTRAINT memberships_level_check CHECK (((level >= 1) AND (level <= 18))),
    CONSTRAINT memberships_nickname_check CHECK (((length(nickname) >= 1) AND (length(nickname) <= 40))),
    CONSTRAINT memberships_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'host'::text, 'helper'::text, 'member'::text])))
)
WITH (fillfactor='90');
ALTER TABLE ONLY public.memberships ALTER COLUMN circle_id SET (n_distinct=100);

CREATE TABLE public.moments (
    circle_id uuid NOT NULL,
    days smallint NOT NULL,
    measure text NOT NULL,
    category text NOT NULL,
    n integer NOT NULL,
    waiting integer NOT NULL,
    p50_ms double precision,
    p95_ms double precision,
    measured_at timestamp with time zone NOT NULL,
    CONSTRAINT moments_check CHECK ((p95_ms >= p50_ms)),
    CONSTRAINT moments_days_check CHECK ((days = ANY (ARRAY[7, 28]))),
    CONSTRAINT moments_measure_check CHECK ((measure = ANY (ARRAY['measured'::text, 'photo_verdict'::text, 'held_look'::text, 'held_answer'::text, 'report_look'::text, 'report_answer'::text]))),
    CONSTRAINT moments_n_check CHECK ((n >= 0)),
    CONSTRAINT moments_p50_ms_check CHECK ((p50_ms >= (0)::double precision)),
    CONSTRAINT moments_waiting_check CHECK ((waiting >= 0))
);

CREATE TABLE public.money_requests (
    id uuid NOT NULL,
    from_id uuid NOT NULL,
    to_id uuid NOT NULL,
    amount_minor bigint NOT NULL,
    currency text NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    state text NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    reminded_at timestamp with time zone,
    reminder_count smallint DEFAULT 0 NOT NULL,
    group_id uuid,
    ended_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT money_requests_amount_minor_check CHECK ((amount_minor > 0)),
    CONSTRAINT money_requests_check CHECK ((to_id <> from_id)),
    CONSTRAINT money_requests_check1 CHECK (((state = 'open'::text) = (ended_at IS NULL))),
    CONSTRAINT money_requests_check2 CHECK (((group_id IS NULL) OR (state = 'paid'::text))),
    CONSTRAINT money_requests_currency_check CHECK ((length(currency) = 3)),
    CONSTRAINT money_requests_note_check CHECK ((length(note) <= 100)),
    CONSTRAINT money_requests_reminder_count_check CHECK (((reminder_count >= 0) AND (reminder_count <= 3))),
    CONSTRAINT money_requests_state_check CHECK ((state = ANY (ARRAY['open'::text, 'paid'::text, 'declined'::text, 'withdrawn'::text, 'expired'::text])))
);

CREATE TABLE public.mute_words (
    account_id uuid NOT NULL,
    folded text NOT NULL,
    word text NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT mute_words_folded_check CHECK (((length(folded) >= 1) AND (length(folded) <= 200))),
    CONSTRAINT mute_words_word_check CHECK (((length(word) >= 1) AND (length(word) <= 40)))
);

CREATE TABLE public.notification_settings (
    account_id uuid NOT NULL,
    app_off text[] DEFAULT '{}'::text[] NOT NULL,
    mail_on text[] DEFAULT '{}'::text[] NOT NULL,
    quiet_from integer,
    quiet_until integer,
    digest_hour integer,
    digest_on date,
    unsubscribe_key bytea NOT NULL,
    CONSTRAINT notification_settings_check CHECK (((quiet_from IS NULL) = (quiet_until IS NULL))),
    CONSTRAINT notification_settings_check1 CHECK ((quiet_from <> quiet_until)),
    CONSTRAINT notification_settings_digest_hour_check CHECK (((digest_hour >= 0) AND (digest_hour <= 23))),
    CONSTRAINT notification_settings_quiet_from_check CHECK (((quiet_from >= 0) AND (quiet_from <= 1439))),
    CONSTRAINT notification_settings_quiet_until_check CHECK (((quiet_until >= 0) AND (quiet_until <= 1439)))
);

CREATE TABLE public.notifications (
    account_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    actor_id uuid,
    circle_id uuid,
    post_id uuid,
    comment_id uuid,
    cause text NOT NULL,
    details jsonb DEFAULT '{}'::jsonb NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    read_at timestamp with time zone,
    held_until timestamp with time zone,
    mail_due boolean DEFAULT false NOT NULL,
    CONSTRAINT notifications_kind_check CHECK ((kind ~ '^[a-z_]+$'::text))
);

CREATE TABLE public.one_time_codes (
    target text CONSTRAINT one_time_codes_email_not_null NOT NULL,
    purpose text NOT NULL,
    code_hash bytea,
    attempts integer DEFAULT 0 NOT NULL,
    locale text DEFAULT 'zh-CN'::text NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    sent_at timestamp with time zone,
    CONSTRAINT one_time_codes_purpose_check CHECK ((purpose = ANY (ARRAY['sign_up'::text, 'reset'::text, 'sign_in'::text, 'add'::text])))
);

CREATE TABLE public.outbox (
    tx xid8 DEFAULT pg_current_xact_id() NOT NULL,
    id bigint NOT NULL,
    audience text NOT NULL,
    kind text NOT NULL,
    event jsonb NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE public.outbox ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.outbox_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.panel_consents (
    account_id uuid NOT NULL,
    at timestamp with time zone NOT NULL
);

CREATE TABLE public.panel_seats (
    panel_id uuid NOT NULL,
    number smallint NOT NULL,
    account_id uuid,
    state text DEFAULT 'waiting'::text NOT NULL,
    drawn_at timestamp with time zone NOT NULL,
    answer_by timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    answer text,
    reason text DEFAULT ''::text NOT NULL,
    CONSTRAINT panel_seats_answer_check CHECK ((answer = ANY (ARRAY['keeps'::text, 'breaks'::text, 'cannot_say'::text]))),
    CONSTRAINT panel_seats_check CHECK (((state = 'waiting'::text) = (ended_at IS NULL))),
    CONSTRAINT panel_seats_check1 CHECK (((state = 'answered'::text) = (answer IS NOT NULL))),
    CONSTRAINT panel_seats_check2 CHECK (((state = 'answered'::text) OR (reason = ''::text))),
    CONSTRAINT panel_seats_reason_check CHECK ((length(reason) <= 500)),
    CONSTRAINT panel_seats_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'answered'::text, 'declined'::text, 'lapsed'::text, 'excused'::text, 'over'::text])))
);

CREATE TABLE public.panels (
    id uuid NOT NULL,
    case_id uuid NOT NULL,
    category text NOT NULL,
    own_view text NOT NULL,
    asked_by uuid NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    seed bytea NOT NULL,
    pool integer NOT NULL,
    rules_version text NOT NULL,
    outcome text,
    closed_at timestamp with time zone,
    keeps smallint DEFAULT 0 NOT NULL,
    breaks smallint DEFAULT 0 NOT NULL,
    cannot_say smallint DEFAULT 0 NOT NULL,
    decision_id uuid,
    CONSTRAINT panels_check CHECK ((due_at > asked_at)),
    CONSTRAINT panels_check1 CHECK (((outcome IS NULL) = (closed_at IS NULL))),
    CONSTRAINT panels_check2 CHECK (((decision_id IS NOT NULL) = ((outcome IS NOT NULL) AND (outcome = ANY (ARRAY['removed'::text, 'released'::text]))))),
    CONSTRAINT panels_outcome_check CHECK ((outcome = ANY (ARRAY['removed'::text, 'released'::text, 'few'::text, 'split'::text, 'unsigned'::text, 'overtaken'::text, 'graver'::text, 'gone'::text]))),
    CONSTRAINT panels_own_view_check CHECK ((own_view = ANY (ARRAY['keeps'::text, 'breaks'::text, 'cannot_say'::text]))),
    CONSTRAINT panels_seed_check CHECK ((length(seed) = 32))
);

CREATE TABLE public.partner_checks (
    partner_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    signatures smallint NOT NULL,
    handed_in_by uuid NOT NULL,
    handed_in_at timestamp with time zone DEFAULT now() NOT NULL,
    responsible_name text NOT NULL,
    convention_version text NOT NULL,
    licence_number text,
    licence_issuer text,
    licence_until date,
    licence_owner_id uuid,
    licence_media_id uuid,
    first_by uuid,
    first_at timestamp with time zone,
    second_by uuid,
    second_at timestamp with time zone,
    refused_by uuid,
    reason text DEFAULT ''::text NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT partner_checks_check CHECK (((state = 'waiting'::text) = (ended_at IS NULL))),
    CONSTRAINT partner_checks_check1 CHECK (((state = 'refused'::text) = (refused_by IS NOT NULL))),
    CONSTRAINT partner_checks_check2 CHECK ((first_by <> second_by)),
    CONSTRAINT partner_checks_check3 CHECK (((second_by IS NULL) OR (first_by IS NOT NULL))),
    CONSTRAINT partner_checks_check4 CHECK (((state <> 'approved'::text) OR ((first_by IS NOT NULL) AND ((signatures = 1) OR (second_by IS NOT NULL))))),
    CONSTRAINT partner_checks_check5 CHECK ((num_nulls(licence_number, licence_issuer, licence_until) = ANY (ARRAY[0, 3]))),
    CONSTRAINT partner_checks_check6 CHECK ((num_nulls(licence_owner_id, licence_media_id) = ANY (ARRAY[0, 2]))),
    CONSTRAINT partner_checks_kind_check CHECK ((kind = ANY (ARRAY['application'::text, 'renewal'::text]))),
    CONSTRAINT partner_checks_signatures_check CHECK ((signatures = ANY (ARRAY[1, 2]))),
    CONSTRAINT partner_checks_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'approved'::text, 'refused'::text])))
);

CREATE TABLE public.partner_invitations (
    partner_id uuid NOT NULL,
    account_id uuid NOT NULL,
    role text NOT NULL,
    invited_by uuid NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT partner_invitations_role_check CHECK ((role = ANY (ARRAY['manager'::text, 'staff'::text])))
);

CREATE TABLE public.partner_staff (
    partner_id uuid NOT NULL,
    account_id uuid NOT NULL,
    role text NOT NULL,
    since timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT partner_staff_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'manager'::text, 'staff'::text])))
);

CREATE TABLE public.partners (
    id uuid NOT NULL,
    name text NOT NULL,
    name_en text DEFAULT ''::text NOT NULL,
    category text NOT NULL,
    about text DEFAULT ''::text NOT NULL,
    responsible_name text NOT NULL,
    state text NOT NULL,
    applied_by uuid NOT NULL,
    convention_at timestamp with time zone NOT NULL,
    decided_by uuid,
    decided_at timestamp with time zone,
    reason text DEFAULT ''::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    legal_name text DEFAULT ''::text NOT NULL,
    register_kind text,
    register_masked text DEFAULT ''::text NOT NULL,
    convention_version text DEFAULT ''::text NOT NULL,
    due_at timestamp with time zone,
    reminded_at timestamp with time zone,
    lapsed_at timestamp with time zone,
    CONSTRAINT partners_about_check CHECK ((length(about) <= 1000)),
    CONSTRAINT partners_check CHECK (((state = 'applied'::text) = (decided_at IS NULL))),
    CONSTRAINT partners_due CHECK (((state = 'approved'::text) = (due_at IS NOT NULL))),
    CONSTRAINT partners_lapsed CHECK (((lapsed_at IS NULL) OR (state = 'approved'::text))),
    CONSTRAINT partners_legal_name_check CHECK ((length(legal_name) <= 80)),
    CONSTRAINT partners_name_check CHECK (((length(name) >= 2) AND (length(name) <= 60))),
    CONSTRAINT partners_register CHECK (((register_kind IS NULL) = (register_masked = ''::text))),
    CONSTRAINT partners_register_kind_check CHECK ((register_kind = ANY (ARRAY['uscc'::text, 'local'::text]))),
    CONSTRAINT partners_state_check CHECK ((state = ANY (ARRAY['applied'::text, 'approved'::text, 'refused'::text])))
);

CREATE TABLE public.passkey_challenges (
    id uuid NOT NULL,
    purpose text NOT NULL,
    challenge bytea NOT NULL,
    account_id uuid,
    session_id uuid,
    binder_hash bytea,
    expires_at timestamp with time zone NOT NULL,
    CONSTRAINT passkey_challenges_check CHECK (((purpose = 'sign_in'::text) = (binder_hash IS NOT NULL))),
    CONSTRAINT passkey_challenges_check1 CHECK (((purpose = 'sign_in'::text) = (session_id IS NULL))),
    CONSTRAINT passkey_challenges_purpose_check CHECK ((purpose = ANY (ARRAY['register'::text, 'sign_in'::text, 'prove'::text])))
);

CREATE TABLE public.passkeys (
    account_id uuid NOT NULL,
    id uuid NOT NULL,
    credential_id bytea NOT NULL,
    public_key bytea NOT NULL,
    sign_count bigint DEFAULT 0 NOT NULL,
    backup_eligible boolean NOT NULL,
    backed_up boolean NOT NULL,
    transports text[] DEFAULT '{}'::text[] NOT NULL,
    name text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    used_at timestamp with time zone,
    CONSTRAINT passkeys_check CHECK ((backup_eligible OR (NOT backed_up))),
    CONSTRAINT passkeys_credential_id_check CHECK (((length(credential_id) >= 1) AND (length(credential_id) <= 1023))),
    CONSTRAINT passkeys_name_check CHECK (((length(name) >= 1) AND (length(name) <= 40))),
    CONSTRAINT passkeys_sign_count_check CHECK ((sign_count >= 0))
);

CREATE TABLE public.pay_codes (
    token_hash bytea NOT NULL,
    account_id uuid NOT NULL,
    session_id uuid NOT NULL,
    is_confirmed boolean NOT NULL,
    most_minor bigint NOT NULL,
    currency text NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    payment_id uuid,
    made_at timestamp with time zone NOT NULL,
    CONSTRAINT pay_codes_currency_check CHECK ((length(currency) = 3)),
    CONSTRAINT pay_codes_most_minor_check CHECK ((most_minor > 0))
);

CREATE TABLE public.pay_passwords (
    account_id uuid NOT NULL,
    password_hash text NOT NULL,
    tries integer DEFAULT 0 NOT NULL,
    tried_at timestamp with time zone DEFAULT now() NOT NULL,
    set_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT pay_passwords_tries_check CHECK (((tries >= 0) AND (tries <= 5)))
);

CREATE TABLE public.pgqueuer (
    id bigint NOT NULL,
    priority integer NOT NULL,
    queue_manager_id uuid,
    created timestamp with time zone DEFAULT now() NOT NULL,
    updated timestamp with time zone DEFAULT now() NOT NULL,
    heartbeat timestamp with time zone DEFAULT now() NOT NULL,
    execute_after timestamp with time zone DEFAULT now() NOT NULL,
    status public.pgqueuer_status NOT NULL,
    entrypoint text NOT NULL,
    dedupe_key text,
    payload bytea,
    headers jsonb,
    attempts integer DEFAULT 0 NOT NULL,
    slot bigint
);

CREATE SEQUENCE public.pgqueuer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.pgqueuer_id_seq OWNED BY public.pgqueuer.id;

CREATE TABLE public.pgqueuer_log (
    id bigint NOT NULL,
    created timestamp with time zone DEFAULT now() NOT NULL,
    job_id bigint NOT NULL,
    status public.pgqueuer_status NOT NULL,
    priority integer NOT NULL,
    entrypoint text NOT NULL,
    traceback jsonb,
    aggregated boolean DEFAULT false
);

ALTER TABLE public.pgqueuer_log ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pgqueuer_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.pgqueuer_schedules (
    id bigint NOT NULL,
    expression text NOT NULL,
    entrypoint text NOT NULL,
    heartbeat timestamp with time zone DEFAULT now() NOT NULL,
    created timestamp with time zone DEFAULT now() NOT NULL,
    updated timestamp with time zone DEFAULT now() NOT NULL,
    next_run timestamp with time zone DEFAULT now() NOT NULL,
    last_run timestamp with time zone,
    status public.pgqueuer_status DEFAULT 'queued'::public.pgqueuer_status
);

CREATE SEQUENCE public.pgqueuer_schedules_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.pgqueuer_schedules_id_seq OWNED BY public.pgqueuer_schedules.id;

CREATE TABLE public.pgqueuer_statistics (
    id bigint NOT NULL,
    created timestamp with time zone DEFAULT date_trunc('sec'::text, now()) NOT NULL,
    count bigint NOT NULL,
    priority integer NOT NULL,
    status public.pgqueuer_status NOT NULL,
    entrypoint text NOT NULL
);

CREATE SEQUENCE public.pgqueuer_statistics_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.pgqueuer_statistics_id_seq OWNED BY public.pgqueuer_statistics.id;

CREATE TABLE public.phone_claims (
    phone text NOT NULL,
    account_id uuid NOT NULL,
    CONSTRAINT phone_claims_phone_check CHECK ((phone ~ '^\+[1-9][0-9]{6,14}$'::text))
);

CREATE TABLE public.platform_duty (
    sole boolean DEFAULT true NOT NULL,
    zone text DEFAULT 'Asia/Shanghai'::text NOT NULL,
    CONSTRAINT platform_duty_sole_check CHECK (sole)
);

CREATE TABLE public.platform_exceptions (
    id uuid NOT NULL,
    on_date date NOT NULL,
    starts_minute smallint NOT NULL,
    ends_minute smallint NOT NULL,
    absent_id uuid,
    cover_id uuid,
    note text DEFAULT ''::text NOT NULL,
    made_by uuid NOT NULL,
    made_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT platform_exceptions_check CHECK ((ends_minute > starts_minute)),
    CONSTRAINT platform_exceptions_check1 CHECK (((absent_id IS DISTINCT FROM cover_id) OR (absent_id IS NULL))),
    CONSTRAINT platform_exceptions_ends_minute_check CHECK (((ends_minute >= 1) AND (ends_minute <= 1440))),
    CONSTRAINT platform_exceptions_note_check CHECK ((length(note) <= 120)),
    CONSTRAINT platform_exceptions_starts_minute_check CHECK (((starts_minute >= 0) AND (starts_minute <= 1439)))
);

CREATE TABLE public.platform_hand_overs (
    id uuid NOT NULL,
    from_id uuid NOT NULL,
    to_id uuid NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    at timestamp with time zone NOT NULL,
    until timestamp with time zone NOT NULL,
    state text DEFAULT 'offered'::text NOT NULL,
    answered_at timestamp with time zone,
    CONSTRAINT platform_hand_overs_check CHECK ((from_id <> to_id)),
    CONSTRAINT platform_hand_overs_check1 CHECK ((until > at)),
    CONSTRAINT platform_hand_overs_check2 CHECK (((state = 'offered'::text) = (answered_at IS NULL))),
    CONSTRAINT platform_hand_overs_note_check CHECK ((length(note) <= 120)),
    CONSTRAINT platform_hand_overs_state_check CHECK ((state = ANY (ARRAY['offered'::text, 'taken'::text, 'declined'::text, 'withdrawn'::text])))
);

CREATE TABLE public.platform_shifts (
    account_id uuid NOT NULL,
    weekday smallint NOT NULL,
    starts_minute smallint NOT NULL,
    ends_minute smallint NOT NULL,
    CONSTRAINT platform_shifts_check CHECK ((ends_minute > starts_minute)),
    CONSTRAINT platform_shifts_ends_minute_check CHECK (((ends_minute >= 1) AND (ends_minute <= 1440))),
    CONSTRAINT platform_shifts_starts_minute_check CHECK (((starts_minute >= 0) AND (starts_minute <= 1439))),
    CONSTRAINT platform_shifts_weekday_check CHECK (((weekday >= 0) AND (weekday <= 6)))
);

CREATE TABLE public.policy_orders (
    id bigint NOT NULL,
    number integer NOT NULL,
    effective_at timestamp with time zone NOT NULL,
    reason text NOT NULL,
    ordered_by uuid NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    share smallint DEFAULT 100 NOT NULL,
    CONSTRAINT policy_orders_number_check CHECK ((number >= 0)),
    CONSTRAINT policy_orders_reason_check CHECK ((reason <> ''::text)),
    CONSTRAINT policy_orders_share_check CHECK (((share >= 1) AND (share <= 100)))
);

ALTER TABLE public.policy_orders ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.policy_orders_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.policy_replays (
    id uuid NOT NULL,
    number integer NOT NULL,
    against integer NOT NULL,
    days integer NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    total integer DEFAULT 0 NOT NULL,
    done integer DEFAULT 0 NOT NULL,
    counts jsonb DEFAULT '{}'::jsonb NOT NULL,
    changed jsonb DEFAULT '[]'::jsonb NOT NULL,
    asked_by uuid NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT policy_replays_days_check CHECK (((days >= 1) AND (days <= 30))),
    CONSTRAINT policy_replays_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'done'::text, 'failed'::text])))
);

CREATE TABLE public.policy_shadows (
    id uuid NOT NULL,
    number integer NOT NULL,
    reason text NOT NULL,
    begun_by uuid NOT NULL,
    begun_at timestamp with time zone DEFAULT now() NOT NULL,
    ended_at timestamp with time zone,
    upto timestamp with time zone DEFAULT now() NOT NULL,
    judged integer DEFAULT 0 NOT NULL,
    counts jsonb DEFAULT '{}'::jsonb NOT NULL,
    changed jsonb DEFAULT '[]'::jsonb NOT NULL,
    CONSTRAINT policy_shadows_check CHECK (((ended_at IS NULL) OR (ended_at >= begun_at))),
    CONSTRAINT policy_shadows_judged_check CHECK ((judged >= 0)),
    CONSTRAINT policy_shadows_number_check CHECK ((number >= 0)),
    CONSTRAINT policy_shadows_reason_check CHECK ((reason <> ''::text))
);

CREATE TABLE public.policy_versions (
    number integer NOT NULL,
    "overlay" jsonb NOT NULL,
    note text NOT NULL,
    made_by uuid NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT policy_versions_note_check CHECK ((note <> ''::text)),
    CONSTRAINT policy_versions_number_check CHECK ((number > 0))
);

CREATE TABLE public.poll_options (
    circle_id uuid NOT NULL,
    post_id uuid NOT NULL,
    number smallint NOT NULL,
    text text NOT NULL,
    vote_count integer DEFAULT 0 NOT NULL,
    removed_at timestamp with time zone,
    CONSTRAINT poll_options_check CHECK (((removed_at IS NULL) OR (vote_count = 0))),
    CONSTRAINT poll_options_number_check CHECK (((number >= 1) AND (number <= 10))),
    CONSTRAINT poll_options_text_check CHECK (((length(text) >= 1) AND (length(text) <= 80))),
    CONSTRAINT poll_options_vote_count_check CHECK ((vote_count >= 0))
)
WITH (fillfactor='85');

CREATE TABLE public.poll_votes (
    circle_id uuid NOT NULL,
    post_id uuid NOT NULL,
    account_id uuid NOT NULL,
    number smallint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE public.polls (
    circle_id uuid NOT NULL,
    post_id uuid NOT NULL,
    author_id uuid NOT NULL,
    max_choices smallint NOT NULL,
    results text NOT NULL,
    is_named boolean NOT NULL,
    may_change boolean NOT NULL,
    closes_at timestamp with time zone,
    closed_at timestamp with time zone,
    voter_count integer DEFAULT 0 NOT NULL,
    is_shown boolean NOT NULL,
    CONSTRAINT polls_max_choices_check CHECK (((max_choices >= 1) AND (max_choices <= 10))),
    CONSTRAINT polls_results_check CHECK ((results = ANY (ARRAY['always'::text, 'voted'::text]))),
    CONSTRAINT polls_voter_count_check CHECK ((voter_count >= 0))
)
WITH (fillfactor='85');

CREATE TABLE public.post_tags (
    circle_id uuid NOT NULL,
    tag text NOT NULL,
    post_id uuid NOT NULL,
    published_at timestamp with time zone NOT NULL
);

CREATE TABLE public.post_usefulness (
    circle_id uuid NOT NULL,
    post_id uuid NOT NULL,
    topic text NOT NULL,
    is_solved boolean NOT NULL,
    thanks double precision NOT NULL,
    savers integer NOT NULL,
    score double precision NOT NULL,
    version text NOT NULL,
    words text[] DEFAULT '{}'::text[] NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT post_usefulness_savers_check CHECK ((savers >= 0)),
    CONSTRAINT post_usefulness_score_check CHECK ((score >= (0)::double precision)),
    CONSTRAINT post_usefulness_thanks_check CHECK ((thanks >= (0)::double precision))
);

CREATE TABLE public.post_versions (
    circle_id uuid NOT NULL,
    post_id uuid NOT NULL,
    version integer NOT NULL,
    text text NOT NULL,
    html text NOT NULL,
    photos jsonb NOT NULL,
    state text NOT NULL,
    edited_by uuid NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE public.post_views (
    circle_id uuid NOT NULL,
    post_id uuid NOT NULL,
    views bigint NOT NULL,
    CONSTRAINT post_views_views_check CHECK ((views > 0))
)
WITH (fillfactor='80');

CREATE TABLE public.posting_rules (
    circle_id uuid NOT NULL,
    slow_seconds integer DEFAULT 0 NOT NULL,
    digest_categories text[] DEFAULT '{}'::text[] NOT NULL,
    CONSTRAINT posting_rules_digest_categories_check CHECK ((cardinality(digest_categories) <= 8)),
    CONSTRAINT posting_rules_slow_seconds_check CHECK (((slow_seconds >= 0) AND (slow_seconds <= 86400)))
);

CREATE TABLE public.posts (
    circle_id uuid NOT NULL,
    id uuid NOT NULL,
    author_id uuid NOT NULL,
    text text NOT NULL,
    html text NOT NULL,
    photos jsonb DEFAULT '[]'::jsonb NOT NULL,
    state text NOT NULL,
    category text,
    held_for text,
    is_screened boolean DEFAULT true NOT NULL,
    like_count integer DEFAULT 0 NOT NULL,
    comment_count integer DEFAULT 0 NOT NULL,
    last_floor integer DEFAULT 1 NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    published_at timestamp with time zone,
    edited_at timestamp with time zone,
    answer_floors integer[] DEFAULT '{}'::integer[] NOT NULL,
    solved_at timestamp with time zone,
    kind text DEFAULT 'plain'::text NOT NULL,
    tags text[] DEFAULT '{}'::text[] NOT NULL,
    pin_place smallint,
    pinned_at timestamp with time zone,
    locked_at timestamp with time zone,
    locked_by uuid,
    lock_reason text,
    digest text,
    digested_at timestamp with time zone,
    slow_seconds integer DEFAULT 0 NOT NULL,
    label text,
    quote_circle_id uuid,
    quote_post_id uuid,
    curb text,
    curb_for text,
    CONSTRAINT posts_answer_floors_check CHECK ((cardinality(answer_floors) <= 5)),
    CONSTRAINT posts_check CHECK (((state <> 'visible'::text) OR ((published_at IS NOT NULL) AND is_screened))),
    CONSTRAINT posts_check1 CHECK (((state <> 'held'::text) OR (category IS NOT NULL))),
    CONSTRAINT posts_check2 CHECK (((state = 'held'::text) = (held_for IS NOT NULL))),
    CONSTRAINT posts_comment_count_check CHECK ((comment_count >= 0)),
    CONSTRAINT posts_curb_check CHECK ((curb = ANY (ARRAY['label'::text, 'fold'::text, 'blur'::text, 'limit'::text]))),
    CONSTRAINT posts_curbed CHECK (((curb IS NULL) = (curb_for IS NULL))),
    CONSTRAINT posts_digest_check CHECK (((length(digest) >= 1) AND (length(digest) <= 12))),
    CONSTRAINT posts_digest_whole CHECK (((digest IS NULL) = (digested_at IS NULL))),
    CONSTRAINT posts_held_for_check CHECK ((held_for = ANY (ARRAY['text'::text, 'photo'::text]))),
    CONSTRAINT posts_kind_check CHECK ((kind ~ '^[a-z][a-z_]{1,19}$'::text)),
    CONSTRAINT posts_last_floor_check CHECK ((last_floor >= 1)),
    CONSTRAINT posts_like_count_check CHECK ((like_count >= 0)),
    CONSTRAINT posts_limited CHECK (((curb <> 'limit'::text) OR (label IS NOT NULL))),
    CONSTRAINT posts_lock_reason_check CHECK (((length(lock_reason) >= 1) AND (length(lock_reason) <= 500))),
    CONSTRAINT posts_lock_whole CHECK ((((locked_at IS NULL) = (locked_by IS NULL)) AND ((locked_at IS NULL) = (lock_reason IS NULL)))),
    CONSTRAINT posts_photos_check CHECK ((jsonb_array_length(photos) <= 9)),
    CONSTRAINT posts_pin_place_check CHECK (((pin_place >= 1) AND (pin_place <= 3))),
    CONSTRAINT posts_pin_shown CHECK (((pin_place IS NULL) OR (state = 'visible'::text))),
    CONSTRAINT posts_pin_whole CHECK (((pin_place IS NULL) = (pinned_at IS NULL))),
    CONSTRAINT posts_quote_whole CHECK (((quote_circle_id IS NULL) = (quote_post_id IS NULL))),
    CONSTRAINT posts_slow_seconds_check CHECK (((slow_seconds >= 0) AND (slow_seconds <= 86400))),
    CONSTRAINT posts_solved CHECK (((solved_at IS NOT NULL) = (cardinality(answer_floors) > 0))),
    CONSTRAINT posts_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'visible'::text, 'held'::text, 'removed'::text, 'deleted'::text]))),
    CONSTRAINT posts_tags_check CHECK ((cardinality(tags) <= 5)),
    CONSTRAINT posts_text_check CHECK ((length(text) <= 20000))
)
WITH (fillfactor='85');

CREATE TABLE public.price_guesses (
    circle_id uuid NOT NULL,
    gadget_id uuid NOT NULL,
    account_id uuid NOT NULL,
    id uuid NOT NULL,
    low_minor bigint NOT NULL,
    high_minor bigint NOT NULL,
    cause text DEFAULT ''::text NOT NULL,
    removed_at timestamp with time zone,
    at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT price_guesses_cause_check CHECK ((length(cause) <= 200)),
    CONSTRAINT price_guesses_check CHECK (((high_minor >= low_minor) AND (high_minor <= 10000000))),
    CONSTRAINT price_guesses_low_minor_check CHECK ((low_minor >= 0))
);

CREATE TABLE public.profiles (
    account_id uuid NOT NULL,
    handle text NOT NULL,
    name text NOT NULL,
    bio text DEFAULT ''::text NOT NULL,
    avatar_media_id uuid,
    is_gone boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    found_by text DEFAULT 'handle'::text NOT NULL,
    CONSTRAINT profiles_bio_check CHECK ((length(bio) <= 300)),
    CONSTRAINT profiles_found_by_check CHECK ((found_by = ANY (ARRAY['nobody'::text, 'handle'::text, 'name'::text]))),
    CONSTRAINT profiles_handle_check CHECK (((length(handle) >= 2) AND (length(handle) <= 30))),
    CONSTRAINT profiles_name_check CHECK (((length(name) >= 1) AND (length(name) <= 40)))
);

CREATE UNLOGGED TABLE public.rate_limits (
    key text NOT NULL,
    hits integer NOT NULL,
    expires_at timestamp with time zone NOT NULL
);

CREATE TABLE public.reading_sections (
    circle_id uuid NOT NULL,
    reading_id uuid NOT NULL,
    number smallint NOT NULL,
    title text NOT NULL,
    due_on date NOT NULL,
    read_count integer DEFAULT 0 NOT NULL,
    CONSTRAINT reading_sections_number_check CHECK (((number >= 1) AND (number <= 40))),
    CONSTRAINT reading_sections_read_count_check CHECK ((read_count >= 0)),
    CONSTRAINT reading_sections_title_check CHECK (((length(title) >= 1) AND (length(title) <= 60)))
);

CREATE TABLE public.readings (
    circle_id uuid NOT NULL,
    id uuid NOT NULL,
    made_by uuid NOT NULL,
    title text NOT NULL,
    author text DEFAULT ''::text NOT NULL,
    about text DEFAULT ''::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    removed_at timestamp with time zone,
    CONSTRAINT readings_about_check CHECK ((length(about) <= 500)),
    CONSTRAINT readings_author_check CHECK ((length(author) <= 60)),
    CONSTRAINT readings_title_check CHECK (((length(title) >= 1) AND (length(title) <= 60)))
);

CREATE TABLE public.recovery_codes (
    account_id uuid NOT NULL,
    number integer NOT NULL,
    code_hash bytea NOT NULL,
    used_at timestamp with time zone,
    CONSTRAINT recovery_codes_number_check CHECK (((number >= 1) AND (number <= 10)))
);

CREATE TABLE public.red_packet_shares (
    packet_id uuid NOT NULL,
    place smallint NOT NULL,
    account_id uuid NOT NULL,
    amount_minor bigint NOT NULL,
    is_quiet boolean DEFAULT false NOT NULL,
    taken_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT red_packet_shares_amount_minor_check CHECK ((amount_minor > 0)),
    CONSTRAINT red_packet_shares_place_check CHECK (((place >= 1) AND (place <= 100)))
);

CREATE TABLE public.red_packets (
    id uuid NOT NULL,
    maker_id uuid NOT NULL,
    circle_id uuid,
    post_id uuid,
    to_id uuid,
    kind text NOT NULL,
    cover text NOT NULL,
    greeting text NOT NULL,
    currency text NOT NULL,
    total_minor bigint NOT NULL,
    share_count smallint NOT NULL,
    most_minor bigint NOT NULL,
    algorithm text NOT NULL,
    seed bytea NOT NULL,
    commitment bytea NOT NULL,
    amounts_minor bigint[] NOT NULL,
    hides_results boolean DEFAULT false NOT NULL,
    taken_count smallint DEFAULT 0 NOT NULL,
    taken_minor bigint DEFAULT 0 NOT NULL,
    returned_minor bigint DEFAULT 0 NOT NULL,
    state text DEFAULT 'open'::text NOT NULL,
    made_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    over_at timestamp with time zone,
    removed_at timestamp with time zone,
    CONSTRAINT red_packets_check CHECK (((circle_id IS NOT NULL) OR ((to_id IS NOT NULL) AND (post_id IS NULL)))),
    CONSTRAINT red_packets_check1 CHECK (((kind = 'exclusive'::text) = (to_id IS NOT NULL))),
    CONSTRAINT red_packets_check10 CHECK (((removed_at IS NULL) OR (state <> 'open'::text))),
    CONSTRAINT red_packets_check2 CHECK (((kind <> 'exclusive'::text) OR (share_count = 1))),
    CONSTRAINT red_packets_check3 CHECK ((cardinality(amounts_minor) = share_count)),
    CONSTRAINT red_packets_check4 CHECK (((taken_count >= 0) AND (taken_count <= share_count))),
    CONSTRAINT red_packets_check5 CHECK (((taken_minor >= 0) AND (taken_minor <= total_minor))),
    CONSTRAINT red_packets_check6 CHECK ((expires_at > made_at)),
    CONSTRAINT red_packets_check7 CHECK (((state = 'open'::text) = (over_at IS NULL))),
    CONSTRAINT red_packets_check8 CHECK (((state = 'open'::text) OR ((taken_minor + returned_minor) = total_minor))),
    CONSTRAINT red_packets_check9 CHECK (((state <> 'finished'::text) OR (taken_count = share_count))),
    CONSTRAINT red_packets_commitment_check CHECK ((length(commitment) = 32)),
    CONSTRAINT red_packets_greeting_check CHECK ((length(greeting) <= 40)),
    CONSTRAINT red_packets_kind_check CHECK ((kind = ANY (ARRAY['lucky'::text, 'equal'::text, 'exclusive'::text]))),
    CONSTRAINT red_packets_most_minor_check CHECK ((most_minor > 0)),
    CONSTRAINT red_packets_returned_minor_check CHECK ((returned_minor >= 0)),
    CONSTRAINT red_packets_seed_check CHECK ((length(seed) = 32)),
    CONSTRAINT red_packets_share_count_check CHECK (((share_count >= 1) AND (share_count <= 100))),
    CONSTRAINT red_packets_state_check CHECK ((state = ANY (ARRAY['open'::text, 'finished'::text, 'returned'::text]))),
    CONSTRAINT red_packets_total_minor_check CHECK ((total_minor > 0))
)
WITH (fillfactor='70');

CREATE TABLE public.relay_cursors (
    name text NOT NULL,
    tx xid8 NOT NULL,
    id bigint NOT NULL
);

CREATE TABLE public.remarks (
    circle_id uuid NOT NULL,
    id uuid NOT NULL,
    tool text NOT NULL,
    subject_id uuid NOT NULL,
    account_id uuid NOT NULL,
    label text DEFAULT ''::text NOT NULL,
    text text NOT NULL,
    media_ids uuid[] DEFAULT '{}'::uuid[] NOT NULL,
    members_only boolean DEFAULT false NOT NULL,
    thanked_at timestamp with time zone,
    removed_at timestamp with time zone,
    at timestamp with time zone DEFAULT now() NOT NULL,
    unnamed boolean DEFAULT false NOT NULL,
    CONSTRAINT remarks_check CHECK (((text <> ''::text) OR (label <> ''::text) OR (cardinality(media_ids) > 0))),
    CONSTRAINT remarks_label_check CHECK ((length(label) <= 60)),
    CONSTRAINT remarks_media_ids_check CHECK ((cardinality(media_ids) <= 4)),
    CONSTRAINT remarks_text_check CHECK ((length(text) <= 1000)),
    CONSTRAINT remarks_tool_check CHECK ((tool ~ '^[a-z_]{2,20}$'::text))
);

CREATE TABLE public.replays (
    id uuid NOT NULL,
    recall double precision NOT NULL,
    seed integer NOT NULL,
    version text NOT NULL,
    changes jsonb DEFAULT '{}'::jsonb NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    frames jsonb DEFAULT '[]'::jsonb NOT NULL,
    outcome jsonb,
    asked_at timestamp with time zone DEFAULT now() NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT replays_check CHECK (((state = 'done'::text) = (outcome IS NOT NULL))),
    CONSTRAINT replays_check1 CHECK (((state = ANY (ARRAY['done'::text, 'failed'::text])) = (ended_at IS NOT NULL))),
    CONSTRAINT replays_recall_check CHECK (((recall >= (0)::double precision) AND (recall <= (1)::double precision))),
    CONSTRAINT replays_seed_check CHECK ((seed >= 0)),
    CONSTRAINT replays_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'done'::text, 'failed'::text])))
);

CREATE TABLE public.reporter_records (
    reporter_id uuid NOT NULL,
    upheld double precision NOT NULL,
    dismissed double precision NOT NULL,
    as_of timestamp with time zone NOT NULL,
    CONSTRAINT reporter_records_dismissed_check CHECK ((dismissed >= (0)::double precision)),
    CONSTRAINT reporter_records_upheld_check CHECK ((upheld >= (0)::double precision))
);

CREATE TABLE public.reports (
    id uuid NOT NULL,
    number text NOT NULL,
    reporter_id uuid NOT NULL,
    case_id uuid NOT NULL,
    subject_kind text NOT NULL,
    subject_id uuid NOT NULL,
    circle_id uuid,
    post_id uuid,
    category text NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    state text DEFAULT 'open'::text NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    answered_at timestamp with time zone,
    weight real DEFAULT 0.5 NOT NULL,
    is_tried boolean DEFAULT false NOT NULL,
    link bytea DEFAULT '\x'::bytea NOT NULL,
    CONSTRAINT reports_note_check CHECK ((length(note) <= 1000)),
    CONSTRAINT reports_state_check CHECK ((state = ANY (ARRAY['open'::text, 'upheld'::text, 'dismissed'::text]))),
    CONSTRAINT reports_weight_check CHECK (((weight >= (0)::double precision) AND (weight <= (1)::double precision)))
);

CREATE TABLE public.said_texts (
    digest bytea NOT NULL,
    author_id uuid NOT NULL,
    place_id uuid NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT said_texts_digest_check CHECK ((length(digest) = 16))
);

CREATE TABLE public.samples (
    id uuid NOT NULL,
    day date NOT NULL,
    circle_id uuid,
    week date,
    subject_kind text,
    subject_id uuid,
    post_id uuid,
    test_item text,
    test_violating boolean,
    test_category text,
    place double precision DEFAULT random() NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    claimed_by uuid,
    claimed_at timestamp with time zone,
    answered_by uuid,
    answered_at timestamp with time zone,
    violating boolean,
    category text,
    severity smallint,
    case_id uuid,
    is_leak boolean DEFAULT false NOT NULL,
    agrees boolean,
    CONSTRAINT samples_check CHECK (((test_item IS NULL) = ((circle_id IS NOT NULL) AND (week IS NOT NULL) AND (subject_kind IS NOT NULL) AND (subject_id IS NOT NULL) AND (post_id IS NOT NULL)))),
    CONSTRAINT samples_check1 CHECK (((test_item IS NULL) = (test_violating IS NULL))),
    CONSTRAINT samples_check2 CHECK (((state = 'answered'::text) = ((answered_by IS NOT NULL) AND (answered_at IS NOT NULL) AND (violating IS NOT NULL)))),
    CONSTRAINT samples_check3 CHECK (((violating IS NOT TRUE) OR ((category IS NOT NULL) AND (severity IS NOT NULL)))),
    CONSTRAINT samples_check4 CHECK (((NOT is_leak) OR ((test_item IS NULL) AND violating))),
    CONSTRAINT samples_check5 CHECK (((agrees IS NULL) = ((test_item IS NULL) OR (state <> 'answered'::text)))),
    CONSTRAINT samples_severity_check CHECK (((severity >= 0) AND (severity <= 4))),
    CONSTRAINT samples_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'answered'::text, 'lapsed'::text]))),
    CONSTRAINT samples_subject_kind_check CHECK ((subject_kind = ANY (ARRAY['post'::text, 'comment'::text])))
);

CREATE TABLE public.sandbox_payments (
    order_id uuid NOT NULL,
    kind text NOT NULL,
    currency text NOT NULL,
    amount_minor bigint NOT NULL,
    state text NOT NULL,
    at timestamp with time zone DEFAULT public.told_now() NOT NULL,
    CONSTRAINT sandbox_payments_amount_minor_check CHECK ((amount_minor > 0)),
    CONSTRAINT sandbox_payments_kind_check CHECK ((kind = ANY (ARRAY['top_up'::text, 'withdrawal'::text, 'refund'::text]))),
    CONSTRAINT sandbox_payments_state_check CHECK ((state = ANY (ARRAY['succeeded'::text, 'failed'::text])))
);

CREATE TABLE public.save_folders (
    account_id uuid NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT save_folders_name_check CHECK (((length(name) >= 1) AND (length(name) <= 30)))
);

CREATE TABLE public.saves (
    account_id uuid NOT NULL,
    subject_id uuid NOT NULL,
    circle_id uuid NOT NULL,
    post_id uuid NOT NULL,
    comment_id uuid,
    folder_id uuid,
    at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT saves_check CHECK ((subject_id = COALESCE(comment_id, post_id)))
);

CREATE TABLE public.scheduled_posts (
    account_id uuid NOT NULL,
    id uuid NOT NULL,
    circle_id uuid NOT NULL,
    text text NOT NULL,
    tags text[] DEFAULT '{}'::text[] NOT NULL,
    photos jsonb DEFAULT '[]'::jsonb NOT NULL,
    kind text NOT NULL,
    quote_circle_id uuid,
    quote_post_id uuid,
    publish_at timestamp with time zone NOT NULL,
    failure text,
    failed_at timestamp with time zone,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT scheduled_posts_check CHECK (((failure IS NULL) = (failed_at IS NULL))),
    CONSTRAINT scheduled_posts_check1 CHECK (((quote_circle_id IS NULL) = (quote_post_id IS NULL))),
    CONSTRAINT scheduled_posts_photos_check CHECK ((jsonb_array_length(photos) <= 9)),
    CONSTRAINT scheduled_posts_tags_check CHECK ((cardinality(tags) <= 5)),
    CONSTRAINT scheduled_posts_text_check CHECK ((length(text) <= 20000))
);

CREATE TABLE public.search_texts (
    circle_id uuid NOT NULL,
    subject_id uuid NOT NULL,
    post_id uuid NOT NULL,
    author_id uuid NOT NULL,
    version integer NOT NULL,
    at timestamp with time zone NOT NULL,
    useful real DEFAULT 0 NOT NULL,
    words tsvector NOT NULL,
    CONSTRAINT search_texts_useful_check CHECK ((useful >= (0)::double precision))
);

CREATE TABLE public.search_walks (
    source text NOT NULL,
    circle_id uuid NOT NULL,
    post_id uuid NOT NULL,
    subject_id uuid NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT search_walks_source_check CHECK ((source = ANY (ARRAY['posts'::text, 'comments'::text])))
);

CREATE TABLE public.section_reads (
    circle_id uuid NOT NULL,
    reading_id uuid NOT NULL,
    number smallint NOT NULL,
    account_id uuid NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE public.sessions (
    account_id uuid NOT NULL,
    id uuid NOT NULL,
    token_hash bytea NOT NULL,
    user_agent text DEFAULT ''::text NOT NULL,
    address text DEFAULT ''::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    seen_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    method text DEFAULT 'password'::text NOT NULL,
    proved_until timestamp with time zone,
    CONSTRAINT sessions_method_check CHECK ((method = ANY (ARRAY['password'::text, 'code'::text, 'passkey'::text, 'recovery'::text, 'sign_up'::text, 'claim'::text, 'door'::text])))
);

CREATE TABLE public.sign_in_tickets (
    account_id uuid NOT NULL,
    token_hash bytea NOT NULL,
    method text NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    CONSTRAINT sign_in_tickets_method_check CHECK ((method = ANY (ARRAY['password'::text, 'code'::text])))
);

CREATE TABLE public.sign_ups (
    circle_id uuid NOT NULL,
    post_id uuid NOT NULL,
    account_id uuid NOT NULL,
    state text NOT NULL,
    choice smallint,
    signed_up_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    checked_in_at timestamp with time zone,
    checked_in_by uuid,
    CONSTRAINT sign_ups_check CHECK (((checked_in_at IS NULL) OR (state = 'going'::text))),
    CONSTRAINT sign_ups_state_check CHECK ((state = ANY (ARRAY['going'::text, 'waiting'::text])))
);

CREATE TABLE public.split_shares (
    split_id uuid NOT NULL,
    account_id uuid NOT NULL,
    amount_minor bigint NOT NULL,
    state text NOT NULL,
    group_id uuid,
    ended_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT split_shares_amount_minor_check CHECK ((amount_minor > 0)),
    CONSTRAINT split_shares_check CHECK (((state = 'paid'::text) = (group_id IS NOT NULL))),
    CONSTRAINT split_shares_check1 CHECK (((state = 'open'::text) = (ended_at IS NULL))),
    CONSTRAINT split_shares_state_check CHECK ((state = ANY (ARRAY['open'::text, 'paid'::text, 'own'::text, 'declined'::text, 'dropped'::text])))
);

CREATE TABLE public.splits (
    id uuid NOT NULL,
    made_by uuid NOT NULL,
    title text NOT NULL,
    method text NOT NULL,
    total_minor bigint NOT NULL,
    currency text NOT NULL,
    share_count smallint NOT NULL,
    open_count smallint NOT NULL,
    reminded_at timestamp with time zone,
    reminder_count smallint DEFAULT 0 NOT NULL,
    closed_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT splits_check CHECK (((open_count >= 0) AND (open_count <= share_count))),
    CONSTRAINT splits_currency_check CHECK ((length(currency) = 3)),
    CONSTRAINT splits_method_check CHECK ((method = ANY (ARRAY['equal'::text, 'each'::text]))),
    CONSTRAINT splits_reminder_count_check CHECK (((reminder_count >= 0) AND (reminder_count <= 3))),
    CONSTRAINT splits_share_count_check CHECK (((share_count >= 2) AND (share_count <= 50))),
    CONSTRAINT splits_title_check CHECK (((length(title) >= 1) AND (length(title) <= 40))),
    CONSTRAINT splits_total_minor_check CHECK ((total_minor > 0))
);

CREATE TABLE public.takeouts (
    account_id uuid NOT NULL,
    id uuid NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    done integer DEFAULT 0 NOT NULL,
    size_bytes bigint,
    asked_at timestamp with time zone DEFAULT now() NOT NULL,
    ready_at timestamp with time zone,
    expires_at timestamp with time zone,
    CONSTRAINT takeouts_check CHECK (((state = 'ready'::text) = (ready_at IS NOT NULL))),
    CONSTRAINT takeouts_check1 CHECK (((state = 'ready'::text) = (expires_at IS NOT NULL))),
    CONSTRAINT takeouts_check2 CHECK (((state = 'ready'::text) = (size_bytes IS NOT NULL))),
    CONSTRAINT takeouts_done_check CHECK (((done >= 0) AND (done <= 100))),
    CONSTRAINT takeouts_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'ready'::text, 'failed'::text])))
);

CREATE TABLE public.team_up_seats (
    circle_id uuid NOT NULL,
    team_up_id uuid NOT NULL,
    account_id uuid NOT NULL,
    at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);

CREATE TABLE public.team_ups (
    circle_id uuid NOT NULL,
    id uuid NOT NULL,
    made_by uuid NOT NULL,
    game text NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    seats smallint NOT NULL,
    taken smallint DEFAULT 0 NOT NULL,
    closed_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    removed_at timestamp with time zone,
    CONSTRAINT team_ups_check CHECK (((taken >= 0) AND (taken <= seats))),
    CONSTRAINT team_ups_game_check CHECK (((length(game) >= 1) AND (length(game) <= 40))),
    CONSTRAINT team_ups_note_check CHECK ((length(note) <= 300)),
    CONSTRAINT team_ups_seats_check CHECK (((seats >= 2) AND (seats <= 20)))
);

CREATE TABLE public.test_items (
    code text NOT NULL,
    text text NOT NULL,
    category text,
    made_by uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    retired_at timestamp with time zone,
    CONSTRAINT test_items_category_check CHECK (((length(category) >= 1) AND (length(category) <= 40))),
    CONSTRAINT test_items_code_check CHECK (((length(code) >= 5) AND (length(code) <= 40))),
    CONSTRAINT test_items_text_check CHECK (((length(text) >= 1) AND (length(text) <= 2000)))
);

CREATE TABLE public.thanks (
    circle_id uuid NOT NULL,
    post_id uuid NOT NULL,
    comment_id uuid NOT NULL,
    account_id uuid NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE public.thread_marks (
    circle_id uuid NOT NULL,
    post_id uuid NOT NULL,
    account_id uuid NOT NULL,
    read_floor integer DEFAULT 0 NOT NULL,
    follows text,
    followed_at timestamp with time zone,
    let_go boolean DEFAULT false NOT NULL,
    CONSTRAINT thread_marks_check CHECK (((follows IS NULL) = (followed_at IS NULL))),
    CONSTRAINT thread_marks_follows_check CHECK ((follows = ANY (ARRAY['chosen'::text, 'wrote'::text, 'answered'::text]))),
    CONSTRAINT thread_marks_read_floor_check CHECK ((read_floor >= 0))
)
WITH (fillfactor='80');

CREATE TABLE public.tier_caps (
    tier text NOT NULL,
    members integer,
    invitations_week integer,
    reach text NOT NULL,
    CONSTRAINT tier_caps_invitations_week_check CHECK ((invitations_week >= 0)),
    CONSTRAINT tier_caps_members_check CHECK ((members >= 0)),
    CONSTRAINT tier_caps_reach_check CHECK ((reach = ANY (ARRAY['all'::text, 'small'::text, 'none'::text]))),
    CONSTRAINT tier_caps_tier_check CHECK ((tier = ANY (ARRAY['trial'::text, 'standard'::text, 'trusted'::text, 'probation'::text, 'frozen'::text, 'terminated'::text])))
);

CREATE TABLE public.tip_choices (
    account_id uuid NOT NULL,
    takes_tips boolean NOT NULL,
    changed_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE public.tips (
    id uuid NOT NULL,
    circle_id uuid NOT NULL,
    post_id uuid NOT NULL,
    from_id uuid NOT NULL,
    to_id uuid NOT NULL,
    currency text NOT NULL,
    amount_minor bigint NOT NULL,
    state text DEFAULT 'held'::text NOT NULL,
    given_at timestamp with time zone DEFAULT now() NOT NULL,
    settles_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT tips_amount_minor_check CHECK ((amount_minor > 0)),
    CONSTRAINT tips_check CHECK ((from_id <> to_id)),
    CONSTRAINT tips_check1 CHECK ((settles_at > given_at)),
    CONSTRAINT tips_check2 CHECK (((state = 'held'::text) = (ended_at IS NULL))),
    CONSTRAINT tips_state_check CHECK ((state = ANY (ARRAY['held'::text, 'settled'::text, 'returned'::text])))
);

CREATE TABLE public.transfer_wishes (
    account_id uuid NOT NULL,
    delay_hours smallint NOT NULL,
    CONSTRAINT transfer_wishes_delay_hours_check CHECK ((delay_hours = ANY (ARRAY[0, 2, 24])))
);

CREATE TABLE public.transfers (
    id uuid NOT NULL,
    from_id uuid NOT NULL,
    to_id uuid NOT NULL,
    amount_minor bigint NOT NULL,
    currency text NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    state text NOT NULL,
    deliver_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    tries smallint DEFAULT 0 NOT NULL,
    retry_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT transfers_amount_minor_check CHECK ((amount_minor > 0)),
    CONSTRAINT transfers_check CHECK ((to_id <> from_id)),
    CONSTRAINT transfers_check1 CHECK ((expires_at > deliver_at)),
    CONSTRAINT transfers_check2 CHECK (((state = ANY (ARRAY['delayed'::text, 'waiting'::text])) = (ended_at IS NULL))),
    CONSTRAINT transfers_currency_check CHECK ((length(currency) = 3)),
    CONSTRAINT transfers_note_check CHECK ((length(note) <= 100)),
    CONSTRAINT transfers_state_check CHECK ((state = ANY (ARRAY['delayed'::text, 'waiting'::text, 'accepted'::text, 'declined'::text, 'expired'::text, 'cancelled'::text]))),
    CONSTRAINT transfers_tries_check CHECK ((tries >= 0))
);

CREATE TABLE public.transparency_periods (
    period text NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    figures jsonb NOT NULL,
    policy_version text NOT NULL,
    mapping_version text NOT NULL,
    is_final boolean NOT NULL,
    measured_at timestamp with time zone NOT NULL,
    CONSTRAINT transparency_periods_check CHECK ((ends_at > starts_at)),
    CONSTRAINT transparency_periods_period_check CHECK ((period ~ '^[0-9]{4}-(0[1-9]|1[0-2]|H[12])$'::text))
);

CREATE TABLE public.uploads (
    owner_id uuid NOT NULL,
    id uuid NOT NULL,
    purpose text NOT NULL,
    alt text DEFAULT ''::text NOT NULL,
    length_bytes bigint NOT NULL,
    offset_bytes bigint DEFAULT 0 NOT NULL,
    sha256 bytea,
    parts uuid[] DEFAULT '{}'::uuid[] NOT NULL,
    media_id uuid,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone DEFAULT (now() + '24:00:00'::interval) NOT NULL,
    CONSTRAINT uploads_alt_check CHECK ((length(alt) <= 300)),
    CONSTRAINT uploads_check CHECK (((offset_bytes >= 0) AND (offset_bytes <= length_bytes))),
    CONSTRAINT uploads_check1 CHECK (((media_id IS NOT NULL) = (offset_bytes = length_bytes))),
    CONSTRAINT uploads_length_bytes_check CHECK ((length_bytes > 0)),
    CONSTRAINT uploads_purpose_check CHECK ((purpose = ANY (ARRAY['post'::text, 'avatar'::text, 'cover'::text, 'licence'::text, 'child'::text]))),
    CONSTRAINT uploads_sha256_check CHECK ((length(sha256) = 32))
);

CREATE TABLE public.wallet_notes (
    account_id uuid NOT NULL,
    cause_kind text NOT NULL,
    cause_id uuid NOT NULL,
    other_id uuid,
    title text DEFAULT ''::text NOT NULL,
    CONSTRAINT wallet_notes_cause_kind_check CHECK ((cause_kind ~ '^[a-z_]{1,30}$'::text)),
    CONSTRAINT wallet_notes_title_check CHECK ((length(title) <= 200))
);

CREATE TABLE public.wallet_uses (
    account_id uuid NOT NULL,
    kind text NOT NULL,
    hour timestamp with time zone NOT NULL,
    amount_minor bigint NOT NULL,
    CONSTRAINT wallet_uses_amount_minor_check CHECK ((amount_minor >= 0)),
    CONSTRAINT wallet_uses_kind_check CHECK ((kind = ANY (ARRAY['top_up'::text, 'withdrawal'::text, 'transfer'::text, 'packet'::text, 'tip'::text, 'code_pay'::text, 'new_device'::text, 'unconfirmed'::text])))
);

CREATE TABLE public.witness_sendings (
    day date NOT NULL,
    way text NOT NULL,
    tries integer DEFAULT 0 NOT NULL,
    next_at timestamp with time zone NOT NULL,
    tried_at timestamp with time zone,
    received_at timestamp with time zone,
    receipt text DEFAULT ''::text NOT NULL,
    fault text DEFAULT ''::text NOT NULL,
    CONSTRAINT witness_sendings_check CHECK (((received_at IS NULL) OR (fault = ''::text))),
    CONSTRAINT witness_sendings_fault_check CHECK ((length(fault) <= 500)),
    CONSTRAINT witness_sendings_receipt_check CHECK ((length(receipt) <= 500)),
    CONSTRAINT witness_sendings_tries_check CHECK ((tries >= 0)),
    CONSTRAINT witness_sendings_way_check CHECK ((way = ANY (ARRAY['webhook'::text, 'mail'::text])))
);

ALTER TABLE ONLY public.pgqueuer ALTER COLUMN id SET DEFAULT nextval('public.pgqueuer_id_seq'::regclass);

ALTER TABLE ONLY public.pgqueuer_schedules ALTER COLUMN id SET DEFAULT nextval('public.pgqueuer_schedules_id_seq'::regclass);

ALTER TABLE ONLY public.pgqueuer_statistics ALTER COLUMN id SET DEFAULT nextval('public.pgqueuer_statistics_id_seq'::regclass);

ALTER TABLE ONLY public.account_claims
    ADD CONSTRAINT account_claims_pkey PRIMARY KEY (account_id);

ALTER TABLE ONLY public.account_sanctions
    ADD CONSTRAINT account_sanctions_pkey PRIMARY KEY (account_id, id);

ALTER TABLE ONLY public.accounts
    ADD CONSTRAINT accounts_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.appeals
    ADD CONSTRAINT appeals_number_key UNIQUE (number);

ALTER TABLE ONLY public.appeals
    ADD CONSTRAINT appeals_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.audit_days
    ADD CONSTRAINT audit_days_pkey PRIMARY KEY (day);

ALTER TABLE ONLY public.audit_entries
    ADD CONSTRAINT audit_entries_pkey PRIMARY KEY (number);

ALTER TABLE ONLY public.audit_head
    ADD CONSTRAINT audit_head_pkey PRIMARY KEY (sole);

ALTER TABLE ONLY public.audit_payloads
    ADD CONSTRAINT audit_payloads_pkey PRIMARY KEY (number);

ALTER TABLE ONLY public.bank_entries
    ADD CONSTRAINT bank_entries_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.bank_state
    ADD CONSTRAINT bank_state_pkey PRIMARY KEY (sole);

ALTER TABLE ONLY public.batch_results
    ADD CONSTRAINT batch_results_pkey PRIMARY KEY (batch_id, case_id);

ALTER TABLE ONLY public.batches
    ADD CONSTRAINT batches_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.blocked_by
    ADD CONSTRAINT blocked_by_pkey PRIMARY KEY (account_id, blocker_id);

ALTER TABLE ONLY public.blocks
    ADD CONSTRAINT blocks_pkey PRIMARY KEY (account_id, blocked_id);

ALTER TABLE ONLY public.breaker_trips
    ADD CONSTRAINT breaker_trips_pkey PRIMARY KEY (circle_id, id);

ALTER TABLE ONLY public.call_addresses
    ADD CONSTRAINT call_addresses_pkey PRIMARY KEY (partner_id);

ALTER TABLE ONLY public.call_causes
    ADD CONSTRAINT call_causes_pkey PRIMARY KEY (call_id, kind, cause_id);

ALTER TABLE ONLY public.call_tries
    ADD CONSTRAINT call_tries_pkey PRIMARY KEY (call_id, round, account_id, channel);

ALTER TABLE ONLY public.calls
    ADD CONSTRAINT calls_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.case_decisions
    ADD CONSTRAINT case_decisions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.case_holders
    ADD CONSTRAINT case_holders_pkey PRIMARY KEY (case_id, side, since);

ALTER TABLE ONLY public.case_misses
    ADD CONSTRAINT case_misses_pkey PRIMARY KEY (case_id, due_at, side);

ALTER TABLE ONLY public.case_notes
    ADD CONSTRAINT case_notes_pkey PRIMARY KEY (case_id, id);

ALTER TABLE ONLY public.case_proposals
    ADD CONSTRAINT case_proposals_pkey PRIMARY KEY (case_id, id);

ALTER TABLE ONLY public.case_recusals
    ADD CONSTRAINT case_recusals_pkey PRIMARY KEY (case_id, account_id);

ALTER TABLE ONLY public.cases
    ADD CONSTRAINT cases_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.challenge_marks
    ADD CONSTRAINT challenge_marks_pkey PRIMARY KEY (circle_id, challenge_id, account_id, day);

ALTER TABLE ONLY public.challengers
    ADD CONSTRAINT challengers_pkey PRIMARY KEY (circle_id, challenge_id, account_id);

ALTER TABLE ONLY public.challenges
    ADD CONSTRAINT challenges_pkey PRIMARY KEY (circle_id, id);

ALTER TABLE ONLY public.children
    ADD CONSTRAINT children_pkey PRIMARY KEY (circle_id, id);

ALTER TABLE ONLY public.circle_acts
    ADD CONSTRAINT circle_acts_pkey PRIMARY KEY (circle_id, id);

ALTER TABLE ONLY public.circle_bans
    ADD CONSTRAINT circle_bans_pkey PRIMARY KEY (circle_id, account_id);

ALTER TABLE ONLY public.circle_closings
    ADD CONSTRAINT circle_closings_pkey PRIMARY KEY (circle_id, id);

ALTER TABLE ONLY public.circle_columns
    ADD CONSTRAINT circle_columns_pkey PRIMARY KEY (circle_id, id);

ALTER TABLE ONLY public.circle_invites
    ADD CONSTRAINT circle_invites_pkey PRIMARY KEY (circle_id, id);

ALTER TABLE ONLY public.circle_levels
    ADD CONSTRAINT circle_levels_pkey PRIMARY KEY (circle_id);

ALTER TABLE ONLY public.circle_pages
    ADD CONSTRAINT circle_pages_pkey PRIMARY KEY (circle_id, page, version);

ALTER TABLE ONLY public.circle_restrictions
    ADD CONSTRAINT circle_restrictions_pkey PRIMARY KEY (circle_id, id);

ALTER TABLE ONLY public.circle_sign_ins
    ADD CONSTRAINT circle_sign_ins_pkey PRIMARY KEY (circle_id, account_id, day);

ALTER TABLE ONLY public.circle_slug_claims
    ADD CONSTRAINT circle_slug_claims_pkey PRIMARY KEY (slug);

ALTER TABLE ONLY public.circle_tags
    ADD CONSTRAINT circle_tags_pkey PRIMARY KEY (circle_id, tag);

ALTER TABLE ONLY public.circle_tipping
    ADD CONSTRAINT circle_tipping_pkey PRIMARY KEY (circle_id);

ALTER TABLE ONLY public.circle_usefulness
    ADD CONSTRAINT circle_usefulness_pkey PRIMARY KEY (circle_id);

ALTER TABLE ONLY public.circle_view_days
    ADD CONSTRAINT circle_view_days_pkey PRIMARY KEY (circle_id, day);

ALTER TABLE ONLY public.circle_views
    ADD CONSTRAINT circle_views_pkey PRIMARY KEY (circle_id, minute);

ALTER TABLE ONLY public.circle_weeks
    ADD CONSTRAINT circle_weeks_pkey PRIMARY KEY (circle_id, week);

ALTER TABLE ONLY public.circles
    ADD CONSTRAINT circles_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.clinic_consents
    ADD CONSTRAINT clinic_consents_pkey PRIMARY KEY (circle_id, account_id, house, version);

ALTER TABLE ONLY public.clinic_notices
    ADD CONSTRAINT clinic_notices_pkey PRIMARY KEY (circle_id, version);

ALTER TABLE ONLY public.clinic_questions
    ADD CONSTRAINT clinic_questions_pkey PRIMARY KEY (circle_id, id);

ALTER TABLE ONLY public.code_payments
    ADD CONSTRAINT code_payments_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.collect_codes
    ADD CONSTRAINT collect_codes_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.column_posts
    ADD CONSTRAINT column_posts_circle_id_column_id_place_key UNIQUE (circle_id, column_id, place) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.column_posts
    ADD CONSTRAINT column_posts_pkey PRIMARY KEY (circle_id, column_id, post_id);

ALTER TABLE ONLY public.comment_turns
    ADD CONSTRAINT comment_turns_pkey PRIMARY KEY (circle_id, place_id, account_id);

ALTER TABLE ONLY public.comment_versions
    ADD CONSTRAINT comment_versions_pkey PRIMARY KEY (circle_id, post_id, comment_id, version);

ALTER TABLE ONLY public.comment_views
    ADD CONSTRAINT comment_views_pkey PRIMARY KEY (circle_id, comment_id);

ALTER TABLE ONLY public.comments
    ADD CONSTRAINT comments_circle_id_post_id_floor_reply_number_key UNIQUE (circle_id, post_id, floor, reply_number);

ALTER TABLE ONLY public.comments
    ADD CONSTRAINT comments_pkey PRIMARY KEY (circle_id, post_id, id);

ALTER TABLE ONLY public.counsellors
    ADD CONSTRAINT counsellors_pkey PRIMARY KEY (circle_id, account_id);

ALTER TABLE ONLY public.currencies
    ADD CONSTRAINT currencies_pkey PRIMARY KEY (code);

ALTER TABLE ONLY public.device_alerts
    ADD CONSTRAINT device_alerts_pkey PRIMARY KEY (account_id, session_id);

ALTER TABLE ONLY public.drafts
    ADD CONSTRAINT drafts_pkey PRIMARY KEY (account_id, kind, circle_id, post_id);

ALTER TABLE ONLY public.duty_exceptions
    ADD CONSTRAINT duty_exceptions_pkey PRIMARY KEY (circle_id, id);

ALTER TABLE ONLY public.duty_gaps
    ADD CONSTRAINT duty_gaps_pkey PRIMARY KEY (circle_id, since);

ALTER TABLE ONLY public.duty_hand_overs
    ADD CONSTRAINT duty_hand_overs_pkey PRIMARY KEY (circle_id, id);

ALTER TABLE ONLY public.duty_shifts
    ADD CONSTRAINT duty_shifts_pkey PRIMARY KEY (circle_id, account_id, weekday, starts_minute);

ALTER TABLE ONLY public.email_claims
    ADD CONSTRAINT email_claims_pkey PRIMARY KEY (email);

ALTER TABLE ONLY public.feature_brakes
    ADD CONSTRAINT feature_brakes_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.feed_mutes
    ADD CONSTRAINT feed_mutes_pkey PRIMARY KEY (account_id, subject_kind, subject_id);

ALTER TABLE ONLY public.follow_settings
    ADD CONSTRAINT follow_settings_pkey PRIMARY KEY (account_id);

ALTER TABLE ONLY public.friendships
    ADD CONSTRAINT friendships_pkey PRIMARY KEY (account_id, friend_id);

ALTER TABLE ONLY public.fund_entries
    ADD CONSTRAINT fund_entries_circle_id_fund_id_reverses_key UNIQUE (circle_id, fund_id, reverses);

ALTER TABLE ONLY public.fund_entries
    ADD CONSTRAINT fund_entries_pkey PRIMARY KEY (circle_id, fund_id, number);

ALTER TABLE ONLY public.fund_payouts
    ADD CONSTRAINT fund_payouts_pkey PRIMARY KEY (circle_id, id);

ALTER TABLE ONLY public.funds
    ADD CONSTRAINT funds_pkey PRIMARY KEY (circle_id, id);

ALTER TABLE ONLY public.gadgets
    ADD CONSTRAINT gadgets_pkey PRIMARY KEY (circle_id, id);

ALTER TABLE ONLY public.gateway_days
    ADD CONSTRAINT gateway_days_pkey PRIMARY KEY (gateway, day);

ALTER TABLE ONLY public.gateway_differences
    ADD CONSTRAINT gateway_differences_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.gateway_notices
    ADD CONSTRAINT gateway_notices_pkey PRIMARY KEY (gateway, id);

ALTER TABLE ONLY public.gateway_orders
    ADD CONSTRAINT gateway_orders_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.gateway_turned_away
    ADD CONSTRAINT gateway_turned_away_pkey PRIMARY KEY (gateway, day, reason);

ALTER TABLE ONLY public.growth
    ADD CONSTRAINT growth_pkey PRIMARY KEY (circle_id, account_id);

ALTER TABLE ONLY public.growth_points
    ADD CONSTRAINT growth_points_pkey PRIMARY KEY (circle_id, account_id, cause);

ALTER TABLE ONLY public.handle_claims
    ADD CONSTRAINT handle_claims_pkey PRIMARY KEY (skeleton);

ALTER TABLE ONLY public.house_rules
    ADD CONSTRAINT house_rules_pkey PRIMARY KEY (circle_id, number);

ALTER TABLE ONLY public.hunt_hits
    ADD CONSTRAINT hunt_hits_pkey PRIMARY KEY (hunt_id, owner_id, media_id);

ALTER TABLE ONLY public.hunts
    ADD CONSTRAINT hunts_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.idempotency_keys
    ADD CONSTRAINT idempotency_keys_pkey PRIMARY KEY (account_id, key);

ALTER TABLE ONLY public.import_progress
    ADD CONSTRAINT import_progress_pkey PRIMARY KEY (archive, file);

ALTER TABLE ONLY public.join_requests
    ADD CONSTRAINT join_requests_pkey PRIMARY KEY (circle_id, id);

ALTER TABLE ONLY public.joined_circles
    ADD CONSTRAINT joined_circles_pkey PRIMARY KEY (account_id, circle_id);

ALTER TABLE ONLY public.known_devices
    ADD CONSTRAINT known_devices_pkey PRIMARY KEY (account_id, token_hash);

ALTER TABLE ONLY public.ledger_accounts
    ADD CONSTRAINT ledger_accounts_owner_id_owner_kind_purpose_currency_key UNIQUE (owner_id, owner_kind, purpose, currency);

ALTER TABLE ONLY public.ledger_accounts
    ADD CONSTRAINT ledger_accounts_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.ledger_audits
    ADD CONSTRAINT ledger_audits_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.ledger_balances
    ADD CONSTRAINT ledger_balances_pkey PRIMARY KEY (account_id);

ALTER TABLE ONLY public.ledger_entries
    ADD CONSTRAINT ledger_entries_pkey PRIMARY KEY (account_id, version);

ALTER TABLE ONLY public.ledger_holds
    ADD CONSTRAINT ledger_holds_held_id_key UNIQUE (held_id);

ALTER TABLE ONLY public.ledger_holds
    ADD CONSTRAINT ledger_holds_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.ledger_marks
    ADD CONSTRAINT ledger_marks_pkey PRIMARY KEY (account_id);

ALTER TABLE ONLY public.ledger_permits
    ADD CONSTRAINT ledger_permits_pkey PRIMARY KEY (group_id);

ALTER TABLE ONLY public.ledger_refusals
    ADD CONSTRAINT ledger_refusals_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.ledger_seals
    ADD CONSTRAINT ledger_seals_pkey PRIMARY KEY (day);

ALTER TABLE ONLY public.ledger_transfers
    ADD CONSTRAINT ledger_transfers_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.likes
    ADD CONSTRAINT likes_pkey PRIMARY KEY (circle_id, subject_id, account_id);

ALTER TABLE ONLY public.lost_pets
    ADD CONSTRAINT lost_pets_pkey PRIMARY KEY (circle_id, id);

ALTER TABLE ONLY public.margins
    ADD CONSTRAINT margins_pkey PRIMARY KEY (circle_id, reading_id, number, id);

ALTER TABLE ONLY public.media
    ADD CONSTRAINT media_pkey PRIMARY KEY (owner_id, id);

ALTER TABLE ONLY public.media_uses
    ADD CONSTRAINT media_uses_pkey PRIMARY KEY (owner_id, media_id, place_kind, place_id);

ALTER TABLE ONLY public.meetup_choices
    ADD CONSTRAINT meetup_choices_pkey PRIMARY KEY (circle_id, post_id, number);

ALTER TABLE ONLY public.meetups
    ADD CONSTRAINT meetups_pkey PRIMARY KEY (circle_id, post_id);

ALTER TABLE ONLY public.memberships
    ADD CONSTRAINT memberships_pkey PRIMARY KEY (circle_id, account_id);

ALTER TABLE ONLY public.moments
    ADD CONSTRAINT moments_pkey PRIMARY KEY (circle_id, days, measure, category);

ALTER TABLE ONLY public.money_requests
    ADD CONSTRAINT money_requests_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.mute_words
    ADD CONSTRAINT mute_words_pkey PRIMARY KEY (account_id, folded);

ALTER TABLE ONLY public.notification_settings
    ADD CONSTRAINT notification_settings_pkey PRIMARY KEY (account_id);

ALTER TABLE ONLY public.notifications
    ADD CONSTRAINT notifications_account_id_cause_key UNIQUE (account_id, cause);

ALTER TABLE ONLY public.notifications
    ADD CONSTRAINT notifications_pkey PRIMARY KEY (account_id, id);

ALTER TABLE ONLY public.one_time_codes
    ADD CONSTRAINT one_time_codes_pkey PRIMARY KEY (target, purpose);

ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (tx, id);

ALTER TABLE ONLY public.panel_consents
    ADD CONSTRAINT panel_consents_pkey PRIMARY KEY (account_id);

ALTER TABLE ONLY public.panel_seats
    ADD CONSTRAINT panel_seats_panel_id_account_id_key UNIQUE (panel_id, account_id);

ALTER TABLE ONLY public.panel_seats
    ADD CONSTRAINT panel_seats_pkey PRIMARY KEY (panel_id, number);

ALTER TABLE ONLY public.panels
    ADD CONSTRAINT panels_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.partner_checks
    ADD CONSTRAINT partner_checks_pkey PRIMARY KEY (partner_id, id);

ALTER TABLE ONLY public.partner_invitations
    ADD CONSTRAINT partner_invitations_pkey PRIMARY KEY (partner_id, account_id);

ALTER TABLE ONLY public.partner_staff
    ADD CONSTRAINT partner_staff_pkey PRIMARY KEY (partner_id, account_id);

ALTER TABLE ONLY public.partners
    ADD CONSTRAINT partners_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.passkey_challenges
    ADD CONSTRAINT passkey_challenges_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.passkeys
    ADD CONSTRAINT passkeys_account_id_credential_id_key UNIQUE (account_id, credential_id);

ALTER TABLE ONLY public.passkeys
    ADD CONSTRAINT passkeys_pkey PRIMARY KEY (account_id, id);

ALTER TABLE ONLY public.pay_codes
    ADD CONSTRAINT pay_codes_pkey PRIMARY KEY (token_hash);

ALTER TABLE ONLY public.pay_passwords
    ADD CONSTRAINT pay_passwords_pkey PRIMARY KEY (account_id);

ALTER TABLE ONLY public.pgqueuer_log
    ADD CONSTRAINT pgqueuer_log_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.pgqueuer
    ADD CONSTRAINT pgqueuer_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.pgqueuer_schedules
    ADD CONSTRAINT pgqueuer_schedules_expression_entrypoint_key UNIQUE (expression, entrypoint);

ALTER TABLE ONLY public.pgqueuer_schedules
    ADD CONSTRAINT pgqueuer_schedules_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.pgqueuer_statistics
    ADD CONSTRAINT pgqueuer_statistics_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.phone_claims
    ADD CONSTRAINT phone_claims_pkey PRIMARY KEY (phone);

ALTER TABLE ONLY public.platform_duty
    ADD CONSTRAINT platform_duty_pkey PRIMARY KEY (sole);

ALTER TABLE ONLY public.platform_exceptions
    ADD CONSTRAINT platform_exceptions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.platform_hand_overs
    ADD CONSTRAINT platform_hand_overs_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.platform_shifts
    ADD CONSTRAINT platform_shifts_pkey PRIMARY KEY (account_id, weekday, starts_minute);

ALTER TABLE ONLY public.policy_orders
    ADD CONSTRAINT policy_orders_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.policy_replays
    ADD CONSTRAINT policy_replays_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.policy_shadows
    ADD CONSTRAINT policy_shadows_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.policy_versions
    ADD CONSTRAINT policy_versions_pkey PRIMARY KEY (number);

ALTER TABLE ONLY public.poll_options
    ADD CONSTRAINT poll_options_pkey PRIMARY KEY (circle_id, post_id, number);

ALTER TABLE ONLY public.poll_votes
    ADD CONSTRAINT poll_votes_pkey PRIMARY KEY (circle_id, post_id, account_id, number);

ALTER TABLE ONLY public.polls
    ADD CONSTRAINT polls_pkey PRIMARY KEY (circle_id, post_id);

ALTER TABLE ONLY public.post_tags
    ADD CONSTRAINT post_tags_pkey PRIMARY KEY (circle_id, post_id, tag);

ALTER TABLE ONLY public.post_usefulness
    ADD CONSTRAINT post_usefulness_pkey PRIMARY KEY (circle_id, post_id);

ALTER TABLE ONLY public.post_versions
    ADD CONSTRAINT post_versions_pkey PRIMARY KEY (circle_id, post_id, version);

ALTER TABLE ONLY public.post_views
    ADD CONSTRAINT post_views_pkey PRIMARY KEY (circle_id, post_id);

ALTER TABLE ONLY public.posting_rules
    ADD CONSTRAINT posting_rules_pkey PRIMARY KEY (circle_id);

ALTER TABLE ONLY public.posts
    ADD CONSTRAINT posts_pkey PRIMARY KEY (circle_id, id);

ALTER TABLE ONLY public.price_guesses
    ADD CONSTRAINT price_guesses_pkey PRIMARY KEY (circle_id, gadget_id, account_id);

ALTER TABLE ONLY public.profiles
    ADD CONSTRAINT profiles_pkey PRIMARY KEY (account_id);

ALTER TABLE ONLY public.rate_limits
    ADD CONSTRAINT rate_limits_pkey PRIMARY KEY (key);

ALTER TABLE ONLY public.reading_sections
    ADD CONSTRAINT reading_sections_pkey PRIMARY KEY (circle_id, reading_id, number);

ALTER TABLE ONLY public.readings
    ADD CONSTRAINT readings_pkey PRIMARY KEY (circle_id, id);

ALTER TABLE ONLY public.recovery_codes
    ADD CONSTRAINT recovery_codes_pkey PRIMARY KEY (account_id, number);

ALTER TABLE ONLY public.red_packet_shares
    ADD CONSTRAINT red_packet_shares_packet_id_account_id_key UNIQUE (packet_id, account_id);

ALTER TABLE ONLY public.red_packet_shares
    ADD CONSTRAINT red_packet_shares_pkey PRIMARY KEY (packet_id, place);

ALTER TABLE ONLY public.red_packets
    ADD CONSTRAINT red_packets_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.relay_cursors
    ADD CONSTRAINT relay_cursors_pkey PRIMARY KEY (name);

ALTER TABLE ONLY public.remarks
    ADD CONSTRAINT remarks_pkey PRIMARY KEY (circle_id, id);

ALTER TABLE ONLY public.replays
    ADD CONSTRAINT replays_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.reporter_records
    ADD CONSTRAINT reporter_records_pkey PRIMARY KEY (reporter_id);

ALTER TABLE ONLY public.reports
    ADD CONSTRAINT reports_number_key UNIQUE (number);

ALTER TABLE ONLY public.reports
    ADD CONSTRAINT reports_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.said_texts
    ADD CONSTRAINT said_texts_pkey PRIMARY KEY (digest, author_id, place_id);

ALTER TABLE ONLY public.samples
    ADD CONSTRAINT samples_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.sandbox_payments
    ADD CONSTRAINT sandbox_payments_pkey PRIMARY KEY (order_id);

ALTER TABLE ONLY public.save_folders
    ADD CONSTRAINT save_folders_pkey PRIMARY KEY (account_id, id);

ALTER TABLE ONLY public.saves
    ADD CONSTRAINT saves_pkey PRIMARY KEY (account_id, subject_id);

ALTER TABLE ONLY public.scheduled_posts
    ADD CONSTRAINT scheduled_posts_pkey PRIMARY KEY (account_id, id);

ALTER TABLE ONLY public.search_texts
    ADD CONSTRAINT search_texts_pkey PRIMARY KEY (circle_id, subject_id);

ALTER TABLE ONLY public.search_walks
    ADD CONSTRAINT search_walks_pkey PRIMARY KEY (source);

ALTER TABLE ONLY public.section_reads
    ADD CONSTRAINT section_reads_pkey PRIMARY KEY (circle_id, reading_id, number, account_id);

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_pkey PRIMARY KEY (account_id, id);

ALTER TABLE ONLY public.sign_in_tickets
    ADD CONSTRAINT sign_in_tickets_pkey PRIMARY KEY (account_id, token_hash);

ALTER TABLE ONLY public.sign_ups
    ADD CONSTRAINT sign_ups_pkey PRIMARY KEY (circle_id, post_id, account_id);

ALTER TABLE ONLY public.split_shares
    ADD CONSTRAINT split_shares_pkey PRIMARY KEY (split_id, account_id);

ALTER TABLE ONLY public.splits
    ADD CONSTRAINT splits_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.takeouts
    ADD CONSTRAINT takeouts_pkey PRIMARY KEY (account_id, id);

ALTER TABLE ONLY public.team_up_seats
    ADD CONSTRAINT team_up_seats_pkey PRIMARY KEY (circle_id, team_up_id, account_id);

ALTER TABLE ONLY public.team_ups
    ADD CONSTRAINT team_ups_pkey PRIMARY KEY (circle_id, id);

ALTER TABLE ONLY public.test_items
    ADD CONSTRAINT test_items_pkey PRIMARY KEY (code);

ALTER TABLE ONLY public.thanks
    ADD CONSTRAINT thanks_pkey PRIMARY KEY (circle_id, comment_id, account_id);

ALTER TABLE ONLY public.thread_marks
    ADD CONSTRAINT thread_marks_pkey PRIMARY KEY (circle_id, post_id, account_id);

ALTER TABLE ONLY public.tier_caps
    ADD CONSTRAINT tier_caps_pkey PRIMARY KEY (tier);

ALTER TABLE ONLY public.tip_choices
    ADD CONSTRAINT tip_choices_pkey PRIMARY KEY (account_id);

ALTER TABLE ONLY public.tips
    ADD CONSTRAINT tips_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.transfer_wishes
    ADD CONSTRAINT transfer_wishes_pkey PRIMARY KEY (account_id);

ALTER TABLE ONLY public.transfers
    ADD CONSTRAINT transfers_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.transparency_periods
    ADD CONSTRAINT transparency_periods_pkey PRIMARY KEY (period);

ALTER TABLE ONLY public.uploads
    ADD CONSTRAINT uploads_pkey PRIMARY KEY (owner_id, id);

ALTER TABLE ONLY public.wallet_notes
    ADD CONSTRAINT wallet_notes_pkey PRIMARY KEY (account_id, cause_kind, cause_id);

ALTER TABLE ONLY public.wallet_uses
    ADD CONSTRAINT wallet_uses_pkey PRIMARY KEY (account_id, kind, hour);

ALTER TABLE ONLY public.witness_sendings
    ADD CONSTRAINT witness_sendings_pkey PRIMARY KEY (day, way);

CREATE INDEX account_sanctions_case ON public.account_sanctions USING btree (case_id) WHERE (case_id IS NOT NULL);

CREATE INDEX account_sanctions_due ON public.account_sanctions USING btree (until) WHERE ((ended_at IS NULL) AND (until IS NOT NULL));

CREATE INDEX account_sanctions_proposed ON public.account_sanctions USING btree (at DESC, id DESC) WHERE ((ended_at IS NULL) AND (in_force_at IS NULL));

CREATE UNIQUE INDEX account_sanctions_standing ON public.account_sanctions USING btree (account_id, kind) WHERE ((ended_at IS NULL) AND (kind <> 'strike'::text));

CREATE INDEX accounts_leaving ON public.accounts USING btree (leaves_at) WHERE (state = 'leaving'::text);

CREATE INDEX accounts_platform ON public.accounts USING btree (id) WHERE (role <> 'member'::text);

CREATE INDEX accounts_staff ON public.accounts USING btree (role) WHERE (role <> 'member'::text);

CREATE INDEX appeals_case ON public.appeals USING btree (case_id) WHERE (case_id IS NOT NULL);

CREATE INDEX appeals_ended ON public.appeals USING btree (ended_at DESC, id DESC) WHERE (state <> 'open'::text);

CREATE INDEX appeals_filed ON public.appeals USING btree (filed_at);

CREATE INDEX appeals_mine ON public.appeals USING btree (appellant_id, filed_at DESC, id DESC);

CREATE UNIQUE INDEX appeals_once ON public.appeals USING btree (against_id, appellant_id) WHERE ((state <> 'withdrawn'::text) AND (party <> 'circle'::text));

CREATE UNIQUE INDEX appeals_once_of_circle ON public.appeals USING btree (against_id) WHERE ((state <> 'withdrawn'::text) AND (party = 'circle'::text));

CREATE INDEX appeals_open ON public.appeals USING btree (due_at, id) WHERE (state = 'open'::text);

CREATE INDEX appeals_priority ON public.appeals USING btree (priority DESC, id DESC) WHERE (state = 'open'::text);

CREATE INDEX appeals_result ON public.appeals USING btree (result_id) WHERE (result_id IS NOT NULL);

CREATE INDEX audit_entries_actor ON public.audit_entries USING btree (actor_id, number DESC);

CREATE INDEX audit_entries_circle ON public.audit_entries USING btree (circle_id, number DESC);

CREATE INDEX audit_entries_erasures ON public.audit_entries USING btree (number) WHERE (act = 'audit.erased'::text);

CREATE INDEX audit_entries_subject ON public.audit_entries USING btree (subject_id, number DESC);

CREATE INDEX audit_payloads_about ON public.audit_payloads USING btree (about_id) WHERE (about_id IS NOT NULL);

CREATE INDEX bank_entries_at ON public.bank_entries USING btree (at DESC, id DESC);

CREATE INDEX bank_entries_decision ON public.bank_entries USING btree (decision_id);

CREATE INDEX bank_entries_owner ON public.bank_entries USING btree (media_owner) WHERE (media_owner IS NOT NULL);

CREATE INDEX bank_entries_version ON public.bank_entries USING btree (version);

CREATE INDEX batch_results_waiting ON public.batch_results USING btree (batch_id) WHERE (outcome = 'waiting'::text);

CREATE INDEX breaker_trips_newest ON public.breaker_trips USING btree (at DESC, id DESC);

CREATE INDEX call_causes_standing ON public.call_causes USING btree (cause_id) WHERE (over_at IS NULL);

CREATE INDEX call_tries_of ON public.call_tries USING btree (account_id, call_id);

CREATE INDEX call_tries_unsent ON public.call_tries USING btree (made_at) WHERE (sent_at IS NULL);

CREATE INDEX calls_answered ON public.calls USING btree (circle_id, side, answered_at) WHERE (answered_at IS NOT NULL);

CREATE INDEX calls_due ON public.calls USING btree (next_at) WHERE (next_at IS NOT NULL);

CREATE INDEX calls_opened ON public.calls USING btree (opened_at);

CREATE UNIQUE INDEX calls_unanswered ON public.calls USING btree (circle_id, side) NULLS NOT DISTINCT WHERE ((answered_at IS NULL) AND (over_at IS NULL));

CREATE INDEX case_decisions_case ON public.case_decisions USING btree (case_id, at);

CREATE UNIQUE INDEX case_decisions_standing ON public.case_decisions USING btree (case_id) WHERE (undone_at IS NULL);

CREATE INDEX case_misses_circle ON public.case_misses USING btree (circle_id, due_at) WHERE (side = 'partner'::text);

CREATE INDEX case_misses_holder ON public.case_misses USING btree (holder_id, due_at);

CREATE UNIQUE INDEX case_proposals_one_open ON public.case_proposals USING btree (case_id) WHERE (ended_at IS NULL);

CREATE INDEX cases_assigned ON public.cases USING btree (assigned_to, priority DESC, id DESC) WHERE (state = 'open'::text);

CREATE INDEX cases_author ON public.cases USING btree (author_id, opened_at DESC);

CREATE INDEX cases_category ON public.cases USING btree (category, opened_at DESC);

CREATE INDEX cases_circle ON public.cases USING btree (circle_id, opened_at DESC);

CREATE INDEX cases_claimed ON public.cases USING btree (claimed_by, priority DESC, id DESC) WHERE (state = 'open'::text);

CREATE INDEX cases_closed ON public.cases USING btree (closed_at DESC, id DESC) WHERE (state <> 'open'::text);

CREATE INDEX cases_due ON public.cases USING btree (due_at) WHERE ((missed_at IS NULL) AND ((closed_at IS NULL) OR (closed_at > due_at)));

CREATE UNIQUE INDEX cases_one_open ON public.cases USING btree (subject_kind, subject_id) WHERE (state = 'open'::text);

CREATE INDEX cases_opened ON public.cases USING btree (opened_at DESC, id DESC);

CREATE INDEX cases_priority ON public.cases USING btree (priority DESC, id DESC) WHERE (state = 'open'::text);

CREATE INDEX cases_priority_circle ON public.cases USING btree (circle_id, priority DESC, id DESC) WHERE (state = 'open'::text);

CREATE INDEX cases_subject ON public.cases USING btree (subject_id, opened_at DESC);

CREATE INDEX cases_text ON public.cases USING btree (text_digest) WHERE (text_digest IS NOT NULL);

CREATE INDEX challenge_marks_account ON public.challenge_marks USING btree (account_id);

CREATE UNIQUE INDEX challenge_marks_id ON public.challenge_marks USING btree (circle_id, id);

CREATE INDEX challenge_marks_newest ON public.challenge_marks USING btree (circle_id, challenge_id, id DESC);

CREATE INDEX challengers_account ON public.challengers USING btree (account_id);

CREATE INDEX children_account ON public.children USING btree (account_id, circle_id);

CREATE INDEX children_born ON public.children USING btree (circle_id, born_on);

CREATE INDEX circle_acts_actor ON public.circle_acts USING btree (actor_id);

CREATE INDEX circle_acts_kind ON public.circle_acts USING btree (circle_id, act, id DESC);

CREATE INDEX circle_acts_subject ON public.circle_acts USING btree (subject_id);

CREATE UNIQUE INDEX circle_acts_undone_once ON public.circle_acts USING btree (circle_id, undoes) WHERE (undoes IS NOT NULL);

CREATE UNIQUE INDEX circle_closings_one_open ON public.circle_closings USING btree (circle_id, way) WHERE (ended_at IS NULL);

CREATE INDEX circle_columns_writer ON public.circle_columns USING btree (writer_id);

CREATE INDEX circle_pages_author ON public.circle_pages USING btree (changed_by);

CREATE INDEX circle_restrictions_due ON public.circle_restrictions USING btree (until) WHERE ((ended_at IS NULL) AND (until IS NOT NULL));

CREATE INDEX circle_restrictions_ended ON public.circle_restrictions USING btree (ended_at DESC, id DESC) WHERE ((ended_at IS NOT NULL) AND (source = ANY (ARRAY['brake'::text, 'breaker'::text])));

CREATE UNIQUE INDEX circle_restrictions_open ON public.circle_restrictions USING btree (circle_id, kind, source) WHERE (ended_at IS NULL);

CREATE INDEX circle_restrictions_source ON public.circle_restrictions USING btree (source, at DESC, id DESC);

CREATE INDEX circle_sign_ins_account ON public.circle_sign_ins USING btree (account_id);

CREATE INDEX circle_tags_most ON public.circle_tags USING btree (circle_id, post_count DESC, tag) WHERE (post_count > 0);

CREATE INDEX circle_view_days_day ON public.circle_view_days USING btree (day);

CREATE INDEX circle_views_minute ON public.circle_views USING btree (minute);

CREATE INDEX circle_weeks_board ON public.circle_weeks USING btree (week, score, circle_id);

CREATE INDEX circles_discover ON public.circles USING btree (((score = 5)) DESC, member_count DESC, id DESC) WHERE ((kind <> 'invite'::text) AND (state = 'open'::text));

CREATE INDEX circles_name ON public.circles USING gin (name public.gin_trgm_ops, name_en public.gin_trgm_ops, slug public.gin_trgm_ops);

CREATE INDEX circles_partner ON public.circles USING btree (partner_id);

CREATE INDEX circles_topic ON public.circles USING btree (topic, ((score = 5)) DESC, member_count DESC, id DESC) WHERE ((kind <> 'invite'::text) AND (state = 'open'::text));

CREATE INDEX clinic_consents_account ON public.clinic_consents USING btree (account_id);

CREATE INDEX clinic_questions_maker ON public.clinic_questions USING btree (made_by);

CREATE INDEX code_payments_received ON public.code_payments USING btree (to_id, created_at DESC, id DESC);

CREATE INDEX code_payments_sent ON public.code_payments USING btree (from_id, created_at DESC, id DESC);

CREATE UNIQUE INDEX collect_codes_current ON public.collect_codes USING btree (account_id) WHERE (retired_at IS NULL);

CREATE INDEX column_posts_post ON public.column_posts USING btree (circle_id, post_id);

CREATE INDEX comment_turns_account ON public.comment_turns USING btree (account_id);

CREATE INDEX comment_turns_at ON public.comment_turns USING btree (at);

CREATE INDEX comments_author ON public.comments USING btree (author_id, created_at DESC, id DESC);

CREATE INDEX comments_by_author ON public.comments USING btree (circle_id, post_id, author_id, floor) WHERE (reply_number = 0);

CREATE INDEX comments_floors ON public.comments USING btree (circle_id, post_id, floor) WHERE (reply_number = 0);

CREATE INDEX comments_made ON public.comments USING btree (created_at, id);

CREATE INDEX comments_waiting ON public.comments USING btree (created_at) WHERE (state = 'pending'::text);

CREATE INDEX comments_with_curb ON public.comments USING btree (circle_id, post_id, id) WHERE (curb IS NOT NULL);

CREATE INDEX counsellors_account ON public.counsellors USING btree (account_id);

CREATE INDEX device_alerts_expiry ON public.device_alerts USING btree (expires_at);

CREATE INDEX duty_exceptions_date ON public.duty_exceptions USING btree (circle_id, on_date);

CREATE UNIQUE INDEX duty_gaps_open ON public.duty_gaps USING btree (circle_id) WHERE (ended_at IS NULL);

CREATE INDEX duty_hand_overs_from ON public.duty_hand_overs USING btree (from_id);

CREATE UNIQUE INDEX duty_hand_overs_open ON public.duty_hand_overs USING btree (circle_id, from_id) WHERE (state = 'offered'::text);

CREATE INDEX duty_hand_overs_to ON public.duty_hand_overs USING btree (to_id);

CREATE INDEX feature_brakes_due ON public.feature_brakes USING btree (until) WHERE ((ended_at IS NULL) AND (until IS NOT NULL));

CREATE INDEX feature_brakes_ended ON public.feature_brakes USING btree (ended_at DESC, id DESC) WHERE (ended_at IS NOT NULL);

CREATE UNIQUE INDEX feature_brakes_open ON public.feature_brakes USING btree (feature) WHERE (ended_at IS NULL);

CREATE UNIQUE INDEX fund_entries_group ON public.fund_entries USING btree (circle_id, fund_id, group_id) WHERE (group_id IS NOT NULL);

CREATE UNIQUE INDEX fund_entries_id ON public.fund_entries USING btree (circle_id, id);

CREATE INDEX fund_payouts_open ON public.fund_payouts USING btree (circle_id, fund_id, id) WHERE (state = 'proposed'::text);

CREATE INDEX gadgets_maker ON public.gadgets USING btree (made_by);

CREATE INDEX gadgets_newest ON public.gadgets USING btree (circle_id, ((state <> 'done'::text)) DESC, id DESC);

CREATE INDEX gateway_differences_open ON public.gateway_differences USING btree (id) WHERE (settled_at IS NULL);

CREATE INDEX gateway_notices_at ON public.gateway_notices USING btree (gateway, at);

CREATE INDEX gateway_orders_ended ON public.gateway_orders USING btree (gateway, ended_at) WHERE (ended_at IS NOT NULL);

CREATE INDEX gateway_orders_given_back ON public.gateway_orders USING btree (id) WHERE (refund_of IS NOT NULL);

CREATE INDEX gateway_orders_of ON public.gateway_orders USING btree (account_id, id);

CREATE INDEX gateway_orders_refunds ON public.gateway_orders USING btree (refund_of, id) WHERE (refund_of IS NOT NULL);

CREATE INDEX gateway_orders_waiting ON public.gateway_orders USING btree (made_at) WHERE (state = ANY (ARRAY['made'::text, 'open'::text]));

CREATE INDEX growth_account ON public.growth USING btree (account_id);

CREATE INDEX growth_points_account ON public.growth_points USING btree (account_id);

CREATE INDEX growth_points_newest ON public.growth_points USING btree (circle_id, account_id, at DESC);

CREATE INDEX growth_points_subject ON public.growth_points USING btree (circle_id, subject_id) WHERE (subject_id IS NOT NULL);

CREATE INDEX hunt_hits_found ON public.hunt_hits USING btree (hunt_id, owner_id, media_id) WHERE (state = 'found'::text);

CREATE INDEX hunt_hits_owner ON public.hunt_hits USING btree (owner_id);

CREATE INDEX hunts_at ON public.hunts USING btree (at DESC, id DESC);

CREATE UNIQUE INDEX hunts_open ON public.hunts USING btree ((true)) WHERE (ended_at IS NULL);

CREATE INDEX idempotency_keys_created ON public.idempotency_keys USING brin (created_at);

CREATE INDEX join_requests_expiry ON public.join_requests USING btree (expires_at) WHERE (state = 'pending'::text);

CREATE INDEX join_requests_of_circle ON public.join_requests USING btree (circle_id, state, id);

CREATE INDEX join_requests_of_person ON public.join_requests USING btree (account_id, id DESC);

CREATE UNIQUE INDEX join_requests_one_pending ON public.join_requests USING btree (circle_id, account_id) WHERE (state = 'pending'::text);

CREATE INDEX known_devices_seen ON public.known_devices USING btree (seen_at);

CREATE INDEX ledger_audits_began ON public.ledger_audits USING btree (began_at DESC);

CREATE INDEX ledger_entries_at ON public.ledger_entries USING brin (at);

CREATE INDEX ledger_holds_due ON public.ledger_holds USING btree (expires_at, id) WHERE (state = 'placed'::text);

CREATE INDEX ledger_transfers_at ON public.ledger_transfers USING brin (at);

CREATE UNIQUE INDEX ledger_transfers_reversed ON public.ledger_transfers USING btree (reverses_id) WHERE (reverses_id IS NOT NULL);

CREATE INDEX likes_account ON public.likes USING btree (account_id);

CREATE INDEX lost_pets_maker ON public.lost_pets USING btree (made_by);

CREATE INDEX lost_pets_newest ON public.lost_pets USING btree (circle_id, ((state = 'missing'::text)) DESC, id DESC);

CREATE INDEX margins_account ON public.margins USING btree (account_id);

CREATE UNIQUE INDEX margins_id ON public.margins USING btree (circle_id, id);

CREATE INDEX media_checked ON public.media USING btree (checked_at, id) WHERE (checked_at IS NOT NULL);

CREATE INDEX media_dropped ON public.media USING btree (owner_id, id) WHERE (state = 'dropped'::text);

CREATE INDEX media_made ON public.media USING btree (created_at, id);

CREATE INDEX media_pending ON public.media USING btree (created_at) WHERE (state = 'pending'::text);

CREATE INDEX media_sha256 ON public.media USING btree (sha256) WHERE (verdict IS NOT NULL);

CREATE INDEX media_unhashed ON public.media USING btree (owner_id, id) WHERE ((look IS NULL) AND (state = ANY (ARRAY['visible'::text, 'held'::text, 'refused'::text])) AND (blur IS NOT NULL));

CREATE INDEX media_unused ON public.media USING btree (unused_since) WHERE (state = ANY (ARRAY['visible'::text, 'refused'::text]));

CREATE INDEX media_uses_place ON public.media_uses USING btree (place_kind, place_id) WHERE (ended_at IS NULL);

CREATE INDEX media_uses_shown ON public.media_uses USING btree (circle_id, since) WHERE (place_kind = 'post'::text);

CREATE INDEX media_uses_since ON public.media_uses USING btree (since) WHERE (place_kind = 'post'::text);

CREATE INDEX media_waiting_of ON public.media USING btree (owner_id, id) WHERE (state = 'pending'::text);

CREATE INDEX meetups_near ON public.meetups USING btree (starts_at) WHERE ((cancelled_at IS NULL) AND (reminded IS DISTINCT FROM 1));

CREATE INDEX memberships_names ON public.memberships USING gin (circle_id, public.name_pieces(names)) WITH (fastupdate=off);

CREATE INDEX memberships_newest ON public.memberships USING btree (circle_id, joined_at DESC, account_id DESC);

CREATE UNIQUE INDEX memberships_one_owner ON public.memberships USING btree (circle_id) WHERE (role = 'owner'::text);

CREATE INDEX memberships_staff ON public.memberships USING btree (circle_id, role) WHERE (role <> 'member'::text);

CREATE INDEX money_requests_asked ON public.money_requests USING btree (from_id, created_at DESC, id DESC);

CREATE INDEX money_requests_due ON public.money_requests USING btree (expires_at) WHERE (state = 'open'::text);

CREATE INDEX money_requests_received ON public.money_requests USING btree (to_id, created_at DESC, id DESC);

CREATE INDEX notification_settings_digest ON public.notification_settings USING btree (digest_hour) WHERE (digest_hour IS NOT NULL);

CREATE INDEX notifications_actor ON public.notifications USING btree (actor_id) WHERE (actor_id IS NOT NULL);

CREATE INDEX notifications_held ON public.notifications USING btree (held_until) WHERE (held_until IS NOT NULL);

CREATE INDEX notifications_mail_due ON public.notifications USING btree (account_id) WHERE mail_due;

CREATE INDEX notifications_unread ON public.notifications USING btree (account_id) WHERE (read_at IS NULL);

CREATE INDEX outbox_at ON public.outbox USING brin (at);

CREATE INDEX outbox_audience ON public.outbox USING btree (audience, tx, id);

CREATE INDEX panel_seats_account ON public.panel_seats USING btree (account_id, drawn_at DESC) WHERE (account_id IS NOT NULL);

CREATE INDEX panels_asked ON public.panels USING btree (asked_at DESC, id DESC);

CREATE UNIQUE INDEX panels_case ON public.panels USING btree (case_id);

CREATE INDEX panels_decision ON public.panels USING btree (decision_id) WHERE (decision_id IS NOT NULL);

CREATE INDEX panels_open ON public.panels USING btree (id) WHERE (outcome IS NULL);

CREATE UNIQUE INDEX partner_checks_one_waiting ON public.partner_checks USING btree (partner_id) WHERE (state = 'waiting'::text);

CREATE INDEX partner_invitations_account ON public.partner_invitations USING btree (account_id);

CREATE INDEX partner_staff_account ON public.partner_staff USING btree (account_id);

CREATE INDEX partners_due_next ON public.partners USING btree (due_at, id) WHERE (state = 'approved'::text);

CREATE INDEX partners_state ON public.partners USING btree (state, created_at, id);

CREATE INDEX passkey_challenges_expiry ON public.passkey_challenges USING btree (expires_at);

CREATE INDEX pay_codes_account ON public.pay_codes USING btree (account_id, made_at DESC);

CREATE INDEX pgqueuer_ep_ea_idx ON public.pgqueuer USING btree (entrypoint, execute_after) WHERE (status = 'queued'::public.pgqueuer_status);

CREATE INDEX pgqueuer_ep_prio_id_idx ON public.pgqueuer USING btree (entrypoint, priority DESC, id) WHERE (status = 'queued'::public.pgqueuer_status);

CREATE INDEX pgqueuer_log_created ON public.pgqueuer_log USING btree (created);

CREATE INDEX pgqueuer_log_job_id_status ON public.pgqueuer_log USING btree (job_id, created DESC);

CREATE INDEX pgqueuer_log_not_aggregated ON public.pgqueuer_log USING btree ((1)) WHERE (NOT aggregated);

CREATE INDEX pgqueuer_log_status ON public.pgqueuer_log USING btree (status);

CREATE INDEX pgqueuer_picked_heartbeat_idx ON public.pgqueuer USING btree (heartbeat) WHERE (status = 'picked'::public.pgqueuer_status);

CREATE UNIQUE INDEX pgqueuer_picked_slot_idx ON public.pgqueuer USING btree (entrypoint, slot) WHERE ((status = 'picked'::public.pgqueuer_status) AND (slot IS NOT NULL));

CREATE INDEX pgqueuer_priority_id_id1_idx ON public.pgqueuer USING btree (priority, id DESC) INCLUDE (id) WHERE (status = 'queued'::public.pgqueuer_status);

CREATE INDEX pgqueuer_queue_manager_id_idx ON public.pgqueuer USING btree (queue_manager_id) WHERE (queue_manager_id IS NOT NULL);

CREATE UNIQUE INDEX pgqueuer_statistics_unique_count ON public.pgqueuer_statistics USING btree (priority, date_trunc('sec'::text, timezone('UTC'::text, created)), status, entrypoint);

CREATE UNIQUE INDEX pgqueuer_unique_dedupe_key ON public.pgqueuer USING btree (dedupe_key) WHERE ((status = ANY (ARRAY['queued'::public.pgqueuer_status, 'picked'::public.pgqueuer_status])) AND (dedupe_key IS NOT NULL));

CREATE INDEX pgqueuer_updated_id_id1_idx ON public.pgqueuer USING btree (updated, id DESC) INCLUDE (id) WHERE (status = 'picked'::public.pgqueuer_status);

CREATE INDEX platform_exceptions_date ON public.platform_exceptions USING btree (on_date);

CREATE UNIQUE INDEX platform_hand_overs_open ON public.platform_hand_overs USING btree (from_id) WHERE (state = 'offered'::text);

CREATE INDEX platform_hand_overs_to ON public.platform_hand_overs USING btree (to_id);

CREATE INDEX platform_hand_overs_until ON public.platform_hand_overs USING btree (until);

CREATE INDEX policy_replays_at ON public.policy_replays USING btree (at DESC, id DESC);

CREATE INDEX policy_shadows_begun ON public.policy_shadows USING btree (begun_at DESC, id DESC);

CREATE UNIQUE INDEX policy_shadows_one ON public.policy_shadows USING btree ((true)) WHERE (ended_at IS NULL);

CREATE INDEX poll_votes_account ON public.poll_votes USING btree (account_id);

CREATE INDEX poll_votes_option ON public.poll_votes USING btree (circle_id, post_id, number, account_id);

CREATE INDEX post_tags_list ON public.post_tags USING btree (circle_id, tag, published_at DESC, post_id DESC);

CREATE INDEX post_usefulness_shelf ON public.post_usefulness USING btree (score DESC, post_id DESC) WHERE is_solved;

CREATE INDEX post_usefulness_topic ON public.post_usefulness USING btree (topic, score DESC, post_id DESC) WHERE is_solved;

CREATE INDEX post_usefulness_words ON public.post_usefulness USING gin (words);

CREATE INDEX posts_author ON public.posts USING btree (author_id, created_at DESC, id DESC);

CREATE INDEX posts_digest ON public.posts USING btree (circle_id, digested_at DESC, id DESC) WHERE (digest IS NOT NULL);

CREATE INDEX posts_feed ON public.posts USING btree (circle_id, published_at DESC, id DESC) INCLUDE (author_id, label) WHERE (state = 'visible'::text);

CREATE INDEX posts_kept_back ON public.posts USING btree (created_at) INCLUDE (circle_id, author_id) WHERE (state = ANY (ARRAY['held'::text, 'removed'::text]));

CREATE INDEX posts_made ON public.posts USING btree (created_at, id);

CREATE UNIQUE INDEX posts_pinned ON public.posts USING btree (circle_id, pin_place) WHERE (pin_place IS NOT NULL);

CREATE INDEX posts_published ON public.posts USING btree (published_at) WHERE (published_at IS NOT NULL);

CREATE INDEX posts_questions ON public.posts USING btree (circle_id, id) WHERE (kind = 'question'::text);

CREATE INDEX posts_waiting ON public.posts USING btree (created_at) WHERE (state = 'pending'::text);

CREATE INDEX posts_with_curb ON public.posts USING btree (circle_id, id) WHERE (curb IS NOT NULL);

CREATE INDEX price_guesses_account ON public.price_guesses USING btree (account_id);

CREATE UNIQUE INDEX price_guesses_id ON public.price_guesses USING btree (circle_id, id);

CREATE INDEX profiles_found ON public.profiles USING gin (name public.gin_trgm_ops) WHERE (found_by = 'name'::text);

CREATE INDEX profiles_handle ON public.profiles USING btree (handle);

CREATE INDEX profiles_name ON public.profiles USING gin (name public.gin_trgm_ops);

CREATE INDEX rate_limits_expiry ON public.rate_limits USING btree (expires_at);

CREATE INDEX red_packet_shares_mine ON public.red_packet_shares USING btree (account_id, taken_at DESC);

CREATE INDEX red_packets_circle ON public.red_packets USING btree (circle_id, made_at DESC, id DESC) WHERE (circle_id IS NOT NULL);

CREATE INDEX red_packets_maker ON public.red_packets USING btree (maker_id, made_at DESC, id DESC);

CREATE INDEX red_packets_open ON public.red_packets USING btree (expires_at) WHERE (state = 'open'::text);

CREATE INDEX red_packets_post ON public.red_packets USING btree (post_id) WHERE (post_id IS NOT NULL);

CREATE INDEX red_packets_to ON public.red_packets USING btree (to_id, made_at DESC, id DESC) WHERE (to_id IS NOT NULL);

CREATE INDEX remarks_account ON public.remarks USING btree (account_id);

CREATE INDEX remarks_subject ON public.remarks USING btree (circle_id, subject_id, id);

CREATE UNIQUE INDEX replays_running ON public.replays USING btree ((true)) WHERE (state = ANY (ARRAY['waiting'::text, 'running'::text]));

CREATE INDEX reports_case ON public.reports USING btree (case_id);

CREATE INDEX reports_circle ON public.reports USING btree (circle_id, at) WHERE (circle_id IS NOT NULL);

CREATE INDEX reports_newest ON public.reports USING btree (at DESC, id DESC);

CREATE UNIQUE INDEX reports_once ON public.reports USING btree (reporter_id, subject_id) WHERE (state = 'open'::text);

CREATE INDEX reports_reporter ON public.reports USING btree (reporter_id, at DESC, id DESC);

CREATE INDEX said_texts_at ON public.said_texts USING btree (at);

CREATE INDEX said_texts_author ON public.said_texts USING btree (author_id);

CREATE INDEX samples_case ON public.samples USING btree (case_id) WHERE (case_id IS NOT NULL);

CREATE INDEX samples_circle ON public.samples USING btree (circle_id, week) WHERE (circle_id IS NOT NULL);

CREATE INDEX samples_day ON public.samples USING btree (day);

CREATE UNIQUE INDEX samples_once ON public.samples USING btree (subject_id) WHERE (subject_id IS NOT NULL);

CREATE INDEX samples_tests ON public.samples USING btree (answered_by, answered_at DESC) WHERE (test_item IS NOT NULL);

CREATE INDEX samples_waiting ON public.samples USING btree (place) WHERE (state = 'waiting'::text);

CREATE INDEX sandbox_payments_at ON public.sandbox_payments USING btree (at);

CREATE UNIQUE INDEX save_folders_name ON public.save_folders USING btree (account_id, lower(name));

CREATE INDEX saves_folder ON public.saves USING btree (account_id, folder_id, at DESC, subject_id DESC);

CREATE INDEX saves_newest ON public.saves USING btree (account_id, at DESC, subject_id DESC);

CREATE INDEX saves_thread ON public.saves USING btree (circle_id, post_id, account_id);

CREATE INDEX scheduled_posts_due ON public.scheduled_posts USING btree (publish_at) WHERE (failure IS NULL);

CREATE INDEX search_texts_author ON public.search_texts USING btree (author_id);

CREATE INDEX search_texts_newest ON public.search_texts USING btree (at DESC, subject_id DESC);

CREATE INDEX search_texts_thread ON public.search_texts USING btree (circle_id, post_id);

CREATE INDEX search_texts_words ON public.search_texts USING gin (words);

CREATE INDEX section_reads_account ON public.section_reads USING btree (account_id);

CREATE INDEX sessions_expiry ON public.sessions USING btree (expires_at);

CREATE INDEX sign_in_tickets_expiry ON public.sign_in_tickets USING btree (expires_at);

CREATE INDEX sign_ups_account ON public.sign_ups USING btree (account_id);

CREATE INDEX sign_ups_queue ON public.sign_ups USING btree (circle_id, post_id, state, signed_up_at, account_id);

CREATE INDEX split_shares_account ON public.split_shares USING btree (account_id, created_at DESC, split_id DESC);

CREATE INDEX splits_maker ON public.splits USING btree (made_by);

CREATE INDEX takeouts_expiry ON public.takeouts USING btree (expires_at) WHERE (expires_at IS NOT NULL);

CREATE UNIQUE INDEX takeouts_running ON public.takeouts USING btree (account_id) WHERE (state = ANY (ARRAY['waiting'::text, 'running'::text]));

CREATE INDEX team_up_seats_account ON public.team_up_seats USING btree (account_id);

CREATE INDEX team_ups_next ON public.team_ups USING btree (circle_id, starts_at, id) WHERE (closed_at IS NULL);

CREATE INDEX thanks_account ON public.thanks USING btree (account_id);

CREATE INDEX thanks_post ON public.thanks USING btree (circle_id, post_id);

CREATE INDEX thread_marks_account ON public.thread_marks USING btree (account_id);

CREATE INDEX thread_marks_followed ON public.thread_marks USING btree (account_id, followed_at DESC, post_id DESC) WHERE (follows IS NOT NULL);

CREATE INDEX thread_marks_followers ON public.thread_marks USING btree (circle_id, post_id, account_id) WHERE (follows IS NOT NULL);

CREATE INDEX tips_circle ON public.tips USING btree (circle_id, given_at);

CREATE INDEX tips_from ON public.tips USING btree (from_id, given_at DESC);

CREATE INDEX tips_given ON public.tips USING btree (given_at);

CREATE INDEX tips_held ON public.tips USING btree (settles_at) WHERE (state = 'held'::text);

CREATE INDEX tips_post ON public.tips USING btree (post_id) WHERE (state = 'held'::text);

CREATE INDEX tips_to ON public.tips USING btree (to_id, given_at DESC);

CREATE INDEX transfers_delayed ON public.transfers USING btree (deliver_at) WHERE (state = 'delayed'::text);

CREATE INDEX transfers_due ON public.transfers USING btree (COALESCE(retry_at, expires_at)) WHERE (ended_at IS NULL);

CREATE INDEX transfers_received ON public.transfers USING btree (to_id, created_at DESC, id DESC);

CREATE INDEX transfers_sent ON public.transfers USING btree (from_id, created_at DESC, id DESC);

CREATE INDEX uploads_expired ON public.uploads USING btree (expires_at);

CREATE INDEX wallet_notes_other ON public.wallet_notes USING btree (other_id) WHERE (other_id IS NOT NULL);

CREATE INDEX wallet_uses_old ON public.wallet_uses USING brin (hour);

CREATE INDEX witness_sendings_due ON public.witness_sendings USING btree (next_at) WHERE (received_at IS NULL);

CREATE TRIGGER audit_days_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit_days FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER audit_entries_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit_entries FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER audit_payloads_no_update BEFORE UPDATE OR TRUNCATE ON public.audit_payloads FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER fund_entries_append_only BEFORE DELETE OR UPDATE ON public.fund_entries FOR EACH ROW EXECUTE FUNCTION public.keep_fund_entry();

CREATE TRIGGER ledger_accounts_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.ledger_accounts FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER ledger_balances_stay BEFORE DELETE OR TRUNCATE ON public.ledger_balances FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER ledger_entries_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.ledger_entries FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER ledger_permits_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.ledger_permits FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER ledger_refusals_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.ledger_refusals FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER ledger_seals_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.ledger_seals FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER ledger_transfers_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.ledger_transfers FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER ledger_transfers_reversal BEFORE INSERT ON public.ledger_transfers FOR EACH ROW WHEN ((new.reverses_id IS NOT NULL)) EXECUTE FUNCTION public.refuse_wrong_reversal();

CREATE TRIGGER memberships_named BEFORE INSERT OR UPDATE OF nickname ON public.memberships FOR EACH ROW EXECUTE FUNCTION public.name_membership();

CREATE TRIGGER tg_pgqueuer_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.pgqueuer FOR EACH STATEMENT EXECUTE FUNCTION public.fn_pgqueuer_changed();

ALTER TABLE ONLY public.appeals
    ADD CONSTRAINT appeals_case_id_fkey FOREIGN KEY (case_id) REFERENCES public.cases(id);

ALTER TABLE ONLY public.case_decisions
    ADD CONSTRAINT case_decisions_case_id_fkey FOREIGN KEY (case_id) REFERENCES public.cases(id);

ALTER TABLE ONLY public.case_holders
    ADD CONSTRAINT case_holders_case_id_fkey FOREIGN KEY (case_id) REFERENCES public.cases(id);

ALTER TABLE ONLY public.case_misses
    ADD CONSTRAINT case_misses_case_id_fkey FOREIGN KEY (case_id) REFERENCES public.cases(id);

ALTER TABLE ONLY public.ledger_accounts
    ADD CONSTRAINT ledger_accounts_currency_fkey FOREIGN KEY (currency) REFERENCES public.currencies(code);

ALTER TABLE ONLY public.reports
    ADD CONSTRAINT reports_case_id_fkey FOREIGN KEY (case_id) REFERENCES public.cases(id);
