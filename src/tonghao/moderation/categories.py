"""The categories that people decide and report by: those of the policy."""

from functools import lru_cache
from typing import Final

from tonghao.errors import Refusal
from tonghao.moderation.types import CategoryView
from tonghao.posts.screen import FOUND_NOTHING
from tonghao.screening.policy import Policy, current


@lru_cache(maxsize=4)
def _views(policy: Policy) -> dict[str, CategoryView]:
    return {
        category.code: CategoryView(
            category.code,
            category.zh,
            category.en,
            category.severity,
            category.rule_zh,
            category.rule_en,
            category.by_people,
            category.reportable,
        )
        for category in policy.categories.values()
    }


# Looked at within a day like what is mildest of the policy.
_WAITS: Final = tuple(
    CategoryView(code, name.zh, name.en, 1, "", "", True, False, only_waits=True)
    for code, name in FOUND_NOTHING.items()
)


def list_category_views() -> list[CategoryView]:
    """The categories of the policy in force, gravest first; then what only waits for a person."""
    return [*_views(current()).values(), *_WAITS]


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
    category = _views(current()).get(code)
    if category is None:
        raise UnknownCategory
    return category


def must_be_reportable(code: str) -> CategoryView:
    """The category *code*, if people may report by it.

    Raises:
        NotReportable: they may not, or the policy has none such.
    """
    category = _views(current()).get(code)
    if category is None or not category.reportable:
        raise NotReportable
    return category
