"""Check an address: its form only, nothing is asked of the network."""

from email_validator import EmailNotValidError, validate_email

from tonghao.errors import Refusal


class EmailRefused(Refusal):
    """This is no e-mail address that we can write to. Look for a slip of the finger."""

    status = 400


def checked_email(email: str) -> str:
    """*email* as it is stored: one form for all its spellings, in small letters.

    Raises:
        EmailRefused: it has no form of an address.
    """
    try:
        known = validate_email(email.strip(), check_deliverability=False)
    except (EmailNotValidError, UnicodeError) as fault:
        raise EmailRefused(reason=str(fault)[:200]) from None
    return known.normalized.lower()
