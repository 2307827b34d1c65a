"""What gateways hold of one person. Laws keep it whole."""

from typing import Final

# Each gives one JSON object a row, for the person $1; what opens a door stays out.
MINE: Final[dict[str, str]] = {
    "gateway_orders": """
        SELECT to_jsonb(t) - 'pay_url' - 'asked_by' AS row FROM gateway_orders t WHERE t.account_id = $1
    """,
}
# Columns that name a person and are told nowhere else, by `table.column`, and why.
NOT_MINE: Final[dict[str, str]] = {
    "gateway_orders.asked_by": "who gives money back works for the platform",
    "gateway_differences.settled_by": "who looks into differences works for the platform",
}
# What still names a person whose account was deleted, and why.
STAYS: Final[dict[str, str]] = {
    "gateway_orders.account_id": "money that came in or went out is on record as long as the law wants it",
    "gateway_orders.asked_by": "who gave money back answers for it",
    "gateway_differences.settled_by": "who answers for the books stays named in them",
}
# Where words of theirs still stand, and why.
WORDS_STAY: Final[dict[str, str]] = {
    "gateway_differences": "the books keep what was found out",
}
