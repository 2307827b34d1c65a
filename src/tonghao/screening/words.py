"""Words that people add to a policy: they are literal, and what was meant as a pattern is refused."""

import re
from typing import Final

# What nobody writes in a word, and everybody in an expression: groups, classes, repetition of anything,
# alternatives, anchors, escapes. "c++" and "3.5" are words.
_EXPRESSION: Final = re.compile(r"[\\\[\]{}|^]|\.[*+?]|\)[*+?]|\(\?|[*+?]\$|\$$|.\*$")


def is_expression(term: str) -> bool:
    """Whether *term* was meant as a pattern. A bad one could stop the whole place, so none is taken."""
    return _EXPRESSION.search(term) is not None
