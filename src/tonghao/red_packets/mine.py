"""What red packets hold of one person. Laws keep it whole."""

from typing import Final

# Each gives one JSON object a row, for the person $1; what opens a door stays out: a seed that is not open
# yet tells the shares that others will get.
MINE: Final[dict[str, str]] = {
    "red_packets": """
        SELECT to_jsonb(t) - 'seed' - 'amounts_minor' AS row
          FROM red_packets t
         WHERE t.maker_id = $1 OR t.to_id = $1
    """,
    "red_packet_shares": "SELECT to_jsonb(t) AS row FROM red_packet_shares t WHERE t.account_id = $1",
}
# What still names a person whose account was deleted, and why.
STAYS: Final[dict[str, str]] = {
    "red_packets.maker_id": "the books stay, without the person",
    "red_packets.to_id": "the books stay, without the person",
    "red_packet_shares.account_id": "the books stay, without the person",
}
