"""What clinics hold of one person. Laws keep it whole."""

from typing import Final

# Each gives one JSON object a row, for the person $1; what opens a door stays out.
MINE: Final[dict[str, str]] = {
    "clinic_questions": "SELECT to_jsonb(t) AS row FROM clinic_questions t WHERE t.made_by = $1",
    "clinic_consents": "SELECT to_jsonb(t) AS row FROM clinic_consents t WHERE t.account_id = $1",
    "counsellors": "SELECT to_jsonb(t) AS row FROM counsellors t WHERE t.account_id = $1",
}
