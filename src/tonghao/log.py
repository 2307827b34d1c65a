"""Log lines: structured, without personal content."""

import logging
import sys
import traceback
from typing import Any, Final

import structlog

_MOST_FRAMES: Final = 12
# The pool tells each connection that it could not renew, each time with the way through its own code.
_KNOWN_TROUBLE: Final = "asyncpg"


def _without_words(_: object, __: str, line: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Say of an error what it is and where, never its words: they may quote a row, and so a person."""
    error = line.pop("exc_info", None)
    if error is True:
        error = sys.exc_info()[1]
    if isinstance(error, tuple):
        error = error[1]
    if isinstance(error, BaseException):
        line["error"] = type(error).__name__
        line["trace"] = "".join(traceback.format_tb(error.__traceback__)[-_MOST_FRAMES:])
    return line


class _Libraries(logging.Handler):
    """Brings what libraries log into the same shape, without the values that they fill in."""

    def emit(self, record: logging.LogRecord) -> None:
        facts: dict[str, Any] = {"logger": record.name}
        if record.exc_info and record.name.startswith(_KNOWN_TROUBLE):
            # A database that went away is no fault in the code, so its line needs no places in it.
            facts["error"] = record.exc_info[0].__name__ if record.exc_info[0] else ""
        elif record.exc_info:
            facts["exc_info"] = record.exc_info
        level = "error" if record.levelno >= logging.ERROR else "warning"
        # The sentence of a library is a constant; what stands in its gaps may be somebody's.
        getattr(log, level)(str(record.msg) if record.args or "%" not in str(record.msg) else "…", **facts)


def set_up_log(log_format: str = "console") -> None:
    """Send structlog and the standard library's loggers to stderr in one shape."""
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer() if log_format == "json" else structlog.dev.ConsoleRenderer()
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _without_words,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    logging.basicConfig(level=logging.WARNING, handlers=[_Libraries()], force=True)


log = structlog.get_logger("tonghao")
