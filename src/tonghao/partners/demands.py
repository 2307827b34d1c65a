"""Demands: what a category asks of those who run circles in it, in one table for code and screen."""

from typing import Final

import msgspec

# The date of the text in `pages/templates/convention.html`; who accepted an older one accepts anew.
CONVENTION_VERSION: Final = "2026-11-27"


class Demand(msgspec.Struct, frozen=True):
    """A category that asks for more than a name.

    Attributes:
        licence_zh: What the licence is called; the partner hands in its number, issuer, end and a photo.
        signatures: How many people of the platform must have looked.
    """

    category: str
    zh: str
    en: str
    licence_zh: str
    licence_en: str
    signatures: int


class PartnerDemands(msgspec.Struct, frozen=True):
    """What stands for everybody who applies, and the categories that ask for more."""

    convention_version: str
    demands: list[Demand]


DEMANDS: Final[dict[str, Demand]] = {
    one.category: one
    for one in (
        Demand("finance", "理财", "Money matters", "金融业务许可证", "licence for financial services", 2),
        Demand("medicine", "医疗", "Medicine", "医疗机构执业许可证", "licence of a medical practice", 2),
        Demand("parenting", "母婴", "Parents and babies", "托育备案或办学许可", "child-care licence", 2),
        Demand("charity", "公益", "Good causes", "慈善组织登记证书", "registration as a charity", 2),
        Demand("food", "美食", "Food", "食品经营许可证", "food business licence", 1),
    )
}


def table_of_demands() -> PartnerDemands:
    """The table as the form shows it."""
    return PartnerDemands(CONVENTION_VERSION, list(DEMANDS.values()))


def signatures_for(category: str) -> int:
    """How many people of the platform sign for a partner of *category*."""
    return DEMANDS[category].signatures if category in DEMANDS else 1
