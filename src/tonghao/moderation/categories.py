"""The categories that people decide and report by: those of the policy."""

from typing import Final

from tonghao.errors import Refusal
from tonghao.moderation.types import CategoryView
from tonghao.screening.policy import list_categories

CATEGORIES: Final = tuple(
    CategoryView(
        category.code,
        category.zh,
        category.en,
        category.severity,
        category.rule_zh,
        category.rule_en,
        category.by_people,
        category.reportable,
    )
    for category in list_categories()
)
_BY_CODE: Final = {category.code: category for category in CATEGORIES}


class UnknownCategory(Refusal):
    """The policy has no such category. Choose one from the list."""

    status = 400


class NotReportable(Refusal):
    """This cannot be chosen for a report. Choose another category from the list."""

    status = 400


def must_be_category(code: str) -> CategoryView:
    """The category *code*.

    Raises:
        UnknownCategory: the policy has none such.
    """
    if code not in _BY_CODE:
        raise UnknownCategory
    return _BY_CODE[code]


def must_be_reportable(code: str) -> CategoryView:
    """The category *code*, if people may report by it.

    Raises:
        NotReportable: they may not, or the policy has none such.
    """
    category = _BY_CODE.get(code)
    if category is None or not category.reportable:
        raise NotReportable
    return category
