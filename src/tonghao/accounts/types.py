"""The nouns of accounts."""

from datetime import datetime
from typing import Annotated, Any, Final, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

# The terms that a person accepts when signing up; a new version is a new date.
TERMS_VERSION: Final = "2026-11-22"

Locale = Literal["zh-CN", "en"]
Theme = Literal["system", "light", "dark"]
AgeClass = Literal["adult", "minor"]
Role = Literal["member", "moderator", "operator"]
Door = Literal["member", "host", "duty", "platform"]
Purpose = Literal["sign_up", "reset", "sign_in", "add"]
Method = Literal["password", "code", "passkey", "recovery", "sign_up", "claim", "door"]
Channel = Literal["email", "phone"]
HandleFault = Literal["length", "characters", "lookalike", "reserved", "taken"]

# Lengths that only keep nonsense out; what is right is said by the check_ files, in a sentence.
Short = Annotated[str, Meta(max_length=200)]
Address = Annotated[str, Meta(max_length=320)]
Secret = Annotated[str, Meta(max_length=1000)]
Topic = Annotated[str, Meta(min_length=1, max_length=40)]


class Contact(msgspec.Struct, frozen=True):
    """How somebody can be reached; `value` is a lower-case address or a number in E.164."""

    kind: Channel
    value: str


class ProfileCard(msgspec.Struct, frozen=True):
    """A person as they stand beside what they wrote. `avatar` is the identifier of a photo of theirs."""

    account_id: UUID
    handle: str
    name: str
    avatar: UUID | None
    is_gone: bool


class Profile(ProfileCard, frozen=True):
    """A person's own page. `blocked` says that the one who asks blocks this person."""

    bio: str
    created_at: datetime
    blocked: bool
    is_me: bool


class PartnerBadge(msgspec.Struct, frozen=True):
    """An approved partner for which a person works."""

    partner_id: UUID
    name: str
    role: Literal["owner", "manager", "staff"]


FoundBy = Literal["nobody", "handle", "name"]


class Found(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a person can be found by others who search: not at all, by the whole handle, or by name."""

    found_by: FoundBy


class Me(msgspec.Struct, frozen=True):
    """What only the person may see of their account.

    `sanctions` are those in force, the page of decisions says more; `phone` is masked;
    `tier` is 1 once mail or phone was checked; `mute_words` is how many there are; `calls` are
    those that wait for the person to say that they are on it.
    """

    account_id: UUID
    handle: str
    name: str
    bio: str
    avatar: UUID | None
    email: str | None
    role: Role
    state: Literal["active", "leaving"]
    age_class: AgeClass
    locale: Locale
    theme: Theme
    zone: str
    interests: list[str]
    first_run_done: bool
    leaves_at: datetime | None
    is_demo: bool
    unread: int
    created_at: datetime
    partners: list[PartnerBadge]
    phone: str | None = None
    tier: Literal[0, 1] = 0
    second_step: bool = False
    mute_words: int = 0
    found_by: FoundBy = "handle"
    sanctions: list[Literal["mute", "suspend", "close", "freeze"]] = []
    calls: int = 0


class Session(msgspec.Struct, frozen=True):
    """One device on which a person is signed in."""

    id: UUID
    current: bool
    user_agent: str
    method: Method
    created_at: datetime
    seen_at: datetime


class OpenedSession(msgspec.Struct, frozen=True):
    """A new session; `token` goes into the cookie and is kept nowhere else."""

    session_id: UUID
    token: str


class Credentials(msgspec.Struct, frozen=True):
    """What a sign-in is checked against."""

    account_id: UUID
    password_hash: str | None
    is_demo: bool
    second_step: bool = False


class CodeSent(msgspec.Struct, frozen=True):
    """A code is on its way, if the address may have one; the answer is the same when it may not."""

    expires_at: datetime


class HandleCheck(msgspec.Struct, frozen=True):
    """Whether a handle may be had; `reason` is length, characters, lookalike, reserved or taken."""

    handle: str
    free: bool
    reason: HandleFault | None


class CodeRequest(msgspec.Struct, frozen=True):
    """Where a code shall go: an address or a number, one of the two."""

    email: Address | None = None
    phone: Short | None = None
    locale: Locale = "zh-CN"


class SignUp(msgspec.Struct, frozen=True):
    """`email` or `phone`, with the code that was sent there."""

    code: Short
    password: Secret
    name: Short
    handle: Short
    age_class: AgeClass
    terms_version: Short
    email: Address | None = None
    phone: Short | None = None
    locale: Locale = "zh-CN"


class SignIn(msgspec.Struct, frozen=True):
    """`email` may also be a handle or a phone number."""

    email: Address
    password: Secret


class CodeSignIn(msgspec.Struct, frozen=True):
    """`email` or `phone`, with the code that was sent there."""

    code: Short
    email: Address | None = None
    phone: Short | None = None


class PasswordReset(msgspec.Struct, frozen=True):
    """`email` or `phone`, with the code that was sent there."""

    code: Short
    password: Secret
    email: Address | None = None
    phone: Short | None = None


class ContactAddition(msgspec.Struct, frozen=True):
    """A new address or number, with the code that was sent there."""

    code: Short
    email: Address | None = None
    phone: Short | None = None


class Reauthentication(msgspec.Struct, frozen=True):
    password: Secret


PasskeyPurpose = Literal["register", "sign_in", "prove"]
Label = Annotated[str, Meta(max_length=200)]


class PasskeyAsked(msgspec.Struct, frozen=True):
    """A challenge, and the options that the browser's own functions take (WebAuthn Level 3, JSON)."""

    challenge_id: UUID
    options: dict[str, Any]


class PasskeySignInBegun(msgspec.Struct, frozen=True):
    """`ticket` comes from a sign-in whose second step is still to come."""

    ticket: Short | None = None


class PasskeyWish(msgspec.Struct, frozen=True):
    purpose: Literal["register", "prove"]


class PasskeyShown(msgspec.Struct, frozen=True):
    """What the browser answered to a challenge."""

    challenge_id: UUID
    credential: dict[str, Any]


class PasskeySignIn(PasskeyShown, frozen=True):
    ticket: Short | None = None


class NewPasskey(PasskeyShown, frozen=True, kw_only=True):
    name: Label


class PasskeyName(msgspec.Struct, frozen=True):
    name: Label


class Passkey(msgspec.Struct, frozen=True):
    """One passkey. `synced` says that its owner's other devices have it too."""

    id: UUID
    name: str
    synced: bool
    created_at: datetime
    used_at: datetime | None


class Keys(msgspec.Struct, frozen=True):
    """What opens the account beside the password. `codes_left` is null while no codes were ever made."""

    passkeys: list[Passkey]
    second_step: bool
    codes_left: int | None


class SecondStep(msgspec.Struct, frozen=True):
    on: bool


class RecoveryCodes(msgspec.Struct, frozen=True):
    """Shown once; only their hashes are kept."""

    codes: list[str]


class RecoverySignIn(msgspec.Struct, frozen=True):
    ticket: Short
    code: Short


class RecoveryReset(msgspec.Struct, frozen=True):
    """`login` is an address, a number or a handle."""

    login: Address
    code: Short
    password: Secret


class MuteWords(msgspec.Struct, frozen=True):
    """Words whose content one does not want to read, the newest first."""

    words: Annotated[list[Short], Meta(max_length=200)]


class TextsRead(msgspec.Struct, frozen=True):
    """What stands on somebody's screen."""

    texts: Annotated[list[Annotated[str, Meta(max_length=50_000)]], Meta(max_length=60)]


class MutedTexts(msgspec.Struct, frozen=True):
    """For each text whether it contains a muted word, in the order in which they were given."""

    muted: list[bool]


class Disavowal(msgspec.Struct, frozen=True):
    """The link of an alert; with `password` it also sets a new one."""

    token: Short
    password: Secret | None = None


class Disavowed(msgspec.Struct, frozen=True):
    """The session has ended; `handle` says whose account it was."""

    handle: str
    user_agent: str
    at: datetime
    password_set: bool


class AccountClaim(msgspec.Struct, frozen=True):
    """The link of an imported person. An address is optional, but comes with the code sent to it."""

    token: Short
    password: Secret
    email: Address | None = None
    code: Short | None = None
    age_class: AgeClass = "adult"


class DoorSignIn(msgspec.Struct, frozen=True):
    door: Door


class ProfileEdit(msgspec.Struct, frozen=True):
    """What is left out or null stays as it is."""

    name: Short | None = None
    bio: Annotated[str, Meta(max_length=2000)] | None = None
    handle: Short | None = None
    locale: Locale | None = None
    theme: Theme | None = None
    zone: Short | None = None


class PasswordChange(msgspec.Struct, frozen=True):
    current: Secret
    password: Secret


class Interests(msgspec.Struct, frozen=True):
    topics: Annotated[list[Topic], Meta(max_length=50)]


class Leaving(msgspec.Struct, frozen=True):
    password: Secret
