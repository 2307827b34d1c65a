"""Check how somebody can be reached: by mail or by phone, exactly one of both."""

from tonghao.accounts.check_email import checked_email
from tonghao.accounts.check_phone import checked_phone
from tonghao.accounts.types import Contact
from tonghao.config import Config
from tonghao.errors import Refusal


class ContactNeeded(Refusal):
    """Give either an e-mail address or a phone number, one of the two."""

    status = 400


def checked_contact(config: Config, *, email: str | None, phone: str | None) -> Contact:
    """The one of *email* and *phone* that is given, as it is stored.

    Raises:
        ContactNeeded: none, or both.
        EmailRefused, PhoneRefused, PhoneAbroad, PhoneOff: see there.
    """
    if (email is None) == (phone is None):
        raise ContactNeeded
    if email is not None:
        return Contact("email", checked_email(email))
    return Contact("phone", checked_phone(phone or "", config))
