"""The nouns of shelves."""

import msgspec

from tonghao.circles.types import CircleCard
from tonghao.posts.types import Post


class UsefulnessRule(msgspec.Struct, frozen=True):
    """The published measure: solved + thanks · ln(1 + thanks) + savers · ln(1 + savers).

    `returned` is what a thank weighs when thanks lead back in one, two or three steps;
    `small_members` is up to how many members a circle is small.
    """

    version: str
    solved: float
    thanks: float
    savers: float
    returned: list[float]
    small_members: int


class Useful(msgspec.Struct):
    """A solved question on the shelf, and what its measure is made of."""

    post: Post
    topic: str
    thanks: float
    savers: int
    score: float


class SmallCircle(msgspec.Struct):
    """A small circle on the shelf, and how many of its questions were solved in the last 90 days."""

    circle: CircleCard
    solved_count: int
