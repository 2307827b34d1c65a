"""Fund books: what came into a circle's fund and what went out, line by line, for everybody to read.

Tables: funds, fund_entries, fund_payouts.
Emits: tool.changed, wallet.moved.
Hears: nothing (a book stays when somebody leaves; it names who is gone as such).
Always true: an entry never changes, a mistake is met by an entry that reverses it, once; each line bears the
balance after it; the balance is the sum of the lines and never below zero; who confirmed an entry did not
enter it. What of it lies in the ledger (`money.py`) is `held_minor`, equals the balance of the fund's account
there, and moves with a line in the same transaction.
"""
