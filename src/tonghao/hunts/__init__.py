"""Hunts: photos that are shown are compared again after the bank, the policy or the model has changed.

Tables: hunts, hunt_hits.
Emits: hunt.moved, and media.checked for each photo that is held.
Hears: hunt.moved, account.deleted.
Always true: a hunt changes nothing before an operator has seen what it found and said so; what it holds
goes the way of every hold, with case, notice and audit; what a person released is not held again for what
that person saw; one hunt at a time.
"""
