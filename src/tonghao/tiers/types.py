"""The nouns of tiers."""

import msgspec

from tonghao.circles.types import CircleCard
from tonghao.partners.types import Licence, Partner


class PartnerPage(msgspec.Struct, frozen=True):
    """What everybody may know of a partner.

    Attributes:
        licence: As it was last approved; null where the category asks for none.
        circles: That one can join or ask to join, the largest first.
    """

    partner: Partner
    licence: Licence | None
    circles: list[CircleCard]
