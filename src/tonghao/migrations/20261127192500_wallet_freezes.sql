-- migrate:up
-- Two people of the platform freeze a wallet, neither of whom it belongs to.
ALTER TABLE account_sanctions DROP CONSTRAINT account_sanctions_kind_check;
ALTER TABLE account_sanctions ADD CONSTRAINT account_sanctions_kind_check
    CHECK (kind IN ('strike', 'mute', 'suspend', 'close', 'freeze'));
ALTER TABLE account_sanctions ADD CONSTRAINT account_sanctions_freeze
    CHECK (kind <> 'freeze' OR in_force_at IS NULL
           OR (set_by IS DISTINCT FROM second_by OR set_by IS NULL)
              AND account_id IS DISTINCT FROM set_by AND account_id IS DISTINCT FROM second_by);

-- migrate:down
