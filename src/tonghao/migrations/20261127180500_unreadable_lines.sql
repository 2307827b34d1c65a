-- migrate:up
-- A line of a gateway's file that cannot be read is a difference like any other.
ALTER TABLE gateway_differences DROP CONSTRAINT gateway_differences_kind_check;
ALTER TABLE gateway_differences ADD CONSTRAINT gateway_differences_kind_check
    CHECK (kind IN ('unknown_order', 'amount_differs', 'contradicts', 'missing_there', 'not_posted',
                    'sum_differs', 'unreadable_line'));

-- migrate:down
