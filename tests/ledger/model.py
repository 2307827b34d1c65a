"""What the ledger does, in a few lines: groups one after the other, in a dictionary."""

from uuid import UUID

import msgspec

from tonghao.ledger.types import Group, KeyReused, Posted, Reason


class Model:
    """Balances, floors and statuses by account; the outcome of every key."""

    def __init__(self) -> None:
        self.balances: dict[UUID, int] = {}
        self.floors: dict[UUID, int] = {}
        self.currencies: dict[UUID, str] = {}
        self.statuses: dict[UUID, str] = {}
        self.entries: dict[UUID, list[tuple[int, int]]] = {}
        self.outcomes: dict[UUID, tuple[Group, Posted]] = {}

    def open(self, account_id: UUID, currency: str, floor_minor: int | None) -> None:
        self.balances[account_id], self.entries[account_id] = 0, []
        self.floors[account_id] = -(10**18) if floor_minor is None else floor_minor
        self.currencies[account_id], self.statuses[account_id] = currency, "open"

    def post(self, group: Group) -> Posted | type[KeyReused]:
        if group.id in self.outcomes:
            known, outcome = self.outcomes[group.id]
            return msgspec.structs.replace(outcome, repeated=True) if known == group else KeyReused
        before, written = dict(self.balances), []
        for leg in group.legs:
            if reason := self._refuses(leg.debit_id, leg.credit_id, leg.amount_minor, group.currency):
                self.balances = before
                self.outcomes[group.id] = group, Posted(group.id, reason, False)
                return self.outcomes[group.id][1]
            for account_id, amount in ((leg.debit_id, -leg.amount_minor), (leg.credit_id, leg.amount_minor)):
                self.balances[account_id] += amount
                written.append((account_id, amount, self.balances[account_id]))
        for account_id, amount, after in written:
            self.entries[account_id].append((amount, after))
        self.outcomes[group.id] = group, Posted(group.id, None, False)
        return self.outcomes[group.id][1]

    def _refuses(self, debit: UUID, credit: UUID, amount: int, currency: str) -> Reason | None:
        if debit not in self.balances or credit not in self.balances:
            return "account_missing"
        if {self.currencies[debit], self.currencies[credit]} != {currency}:
            return "currency_differs"
        if "closed" in (self.statuses[debit], self.statuses[credit]):
            return "account_closed"
        if self.statuses[debit] == "frozen":
            return "account_frozen"
        return "insufficient_balance" if self.balances[debit] - amount < self.floors[debit] else None
