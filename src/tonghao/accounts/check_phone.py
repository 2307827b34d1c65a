"""Check a phone number: one that can get texts, in the one form in which it is stored."""

from typing import Final

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType

from tonghao.config import Config
from tonghao.errors import Refusal

_TEXTABLE: Final = {
    PhoneNumberType.MOBILE,
    PhoneNumberType.FIXED_LINE_OR_MOBILE,
    PhoneNumberType.PERSONAL_NUMBER,
}
_LONGEST: Final = 40


class PhoneRefused(Refusal):
    """This is no mobile number that we can text. Look for a missing digit; abroad, begin with + and code."""

    status = 400


class PhoneAbroad(Refusal):
    """This site does not send texts to numbers of that region. Use an e-mail address instead."""

    status = 400


class PhoneOff(Refusal):
    """This site sends no texts. Use an e-mail address instead."""


def find_phone(text: str, region: str) -> str | None:
    """The number that *text* names, in E.164, or None when it names none that can get texts.

    Args:
        region: Of numbers without a country code, e.g. CN.

    Source: ITU-T E.164; the numbering plans as libphonenumber has them.
    """
    if len(text) > _LONGEST:
        return None
    try:
        known = phonenumbers.parse(text.strip(), region)
    except NumberParseException:
        return None
    if not phonenumbers.is_valid_number(known) or phonenumbers.number_type(known) not in _TEXTABLE:
        return None
    return phonenumbers.format_number(known, PhoneNumberFormat.E164)


def checked_phone(text: str, config: Config) -> str:
    """*text* as it is stored: one form for all its spellings.

    Raises:
        PhoneOff: the settings name no texter.
        PhoneRefused: it is no mobile number.
        PhoneAbroad: its region gets no texts here.
    """
    if config.sms_sender == "none":
        raise PhoneOff
    phone = find_phone(text, config.sms_region)
    if phone is None:
        raise PhoneRefused
    allowed = {region.strip().upper() for region in config.sms_regions.split(",") if region.strip()}
    if allowed and region_of(phone) not in allowed:
        raise PhoneAbroad
    return phone


def region_of(phone: str) -> str:
    """The region of an E.164 number, e.g. CN; empty when it has none."""
    return phonenumbers.region_code_for_number(phonenumbers.parse(phone, None)) or ""


def masked_phone(phone: str) -> str:
    """*phone* as it is shown to its owner: who looks over the shoulder cannot ring."""
    known = phonenumbers.parse(phone, None)
    digits = str(known.national_number)
    head = 3 if len(digits) > 8 else 1
    return f"+{known.country_code} {digits[:head]}{'*' * (len(digits) - head - 2)}{digits[-2:]}"


def masked_email(email: str) -> str:
    """*email* as a stranger who holds only a link may see it."""
    name, _, domain = email.rpartition("@")
    return f"{name[:1]}***@{domain}"
