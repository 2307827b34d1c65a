"""The categories that people decide and report by: those of the policy."""

from functools import lru_cache

from tonghao.errors import Refusal
from tonghao.moderation.types import CategoryView
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


def list_category_views() -> list[CategoryView]:
    """The categories of the policy in force, gravest first."""
    return list(_views(current()).values())


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
