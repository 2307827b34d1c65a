"""What partners hold of one person. Laws keep it whole."""

from typing import Final

# Each gives one JSON object a row, for the person $1; what opens a door stays out.
MINE: Final[dict[str, str]] = {
    "partner_invitations": "SELECT to_jsonb(t) AS row FROM partner_invitations t WHERE t.account_id = $1",
    "partner_checks": """
        SELECT to_jsonb(t) - 'first_by' - 'second_by' - 'refused_by' AS row
          FROM partner_checks t
         WHERE t.handed_in_by = $1
    """,
    "partners": "SELECT to_jsonb(t) AS row FROM partners t WHERE t.applied_by = $1",
    "partner_staff": "SELECT to_jsonb(t) AS row FROM partner_staff t WHERE t.account_id = $1",
}
# Columns that name a person and are told nowhere else, by `table.column`, and why.
NOT_MINE: Final[dict[str, str]] = {
    "partner_invitations.invited_by": "told to the one who is invited",
    "partners.decided_by": "work for the platform",
    "partner_checks.first_by": "work for the platform",
    "partner_checks.second_by": "work for the platform",
    "partner_checks.refused_by": "work for the platform",
    "partner_checks.licence_owner_id": "the licence is the partner's; its photo is one of the photos",
}
# What still names a person whose account was deleted, and why.
STAYS: Final[dict[str, str]] = {
    "partners.applied_by": "an approved partner goes on; an identifier without a person applied",
    "partners.decided_by": "who approved a partner answers for it",
    "partner_checks.first_by": "who signed for a partner answers for it",
    "partner_checks.second_by": "who signed for a partner answers for it",
    "partner_checks.refused_by": "who refused a partner answers for it",
    "partner_checks.handed_in_by": "an approved partner goes on; an identifier without a person handed it in",
    "partner_checks.licence_owner_id": "where the photo of a licence lay; the file is deleted",
}
