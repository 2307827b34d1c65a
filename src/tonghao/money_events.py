"""The part of the catalogue that tells of money."""

from tonghao.circle_events import Happened


class BooksFaulted(Happened, frozen=True, tag="books.faulted"):
    """The running audit of the ledger found what must never be; `faults` says each in a sentence."""

    faults: list[str]


MoneyEvent = BooksFaulted
