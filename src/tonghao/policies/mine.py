"""What policies hold of one person. Laws keep it whole."""

from typing import Final

MINE: Final[dict[str, str]] = {}
NOT_MINE: Final[dict[str, str]] = {
    "policy_versions.made_by": "work for the platform, about nobody's content",
    "policy_orders.ordered_by": "work for the platform, about nobody's content",
    "policy_replays.asked_by": "work for the platform, about nobody's content",
    "policy_shadows.begun_by": "work for the platform, about nobody's content",
}
# What still names a person whose account was deleted, and why.
STAYS: Final[dict[str, str]] = {
    "policy_versions.made_by": "who wrote a policy answers for it",
    "policy_orders.ordered_by": "who ordered a policy answers for it",
    "policy_replays.asked_by": "who tried a policy answers for it",
    "policy_shadows.begun_by": "who tried a policy answers for it",
}
# What a deleted person wrote and what still stands, by table, and why.
WORDS_STAY: Final[dict[str, str]] = {
    "policy_versions": "the reason of a policy, as in the audit log",
    "policy_shadows": "the reason of a trial, as in the audit log",
    "policy_orders": "the reason of an order, as in the audit log",
}
