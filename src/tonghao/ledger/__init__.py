"""Ledger: the books of all money, from which nothing is ever taken out.

Tables: currencies, ledger_accounts, ledger_balances, ledger_transfers, ledger_entries, ledger_refusals,
ledger_holds, ledger_permits, ledger_marks, ledger_audits, ledger_seals.
Emits: books.faulted, and what callers hand over with a group.
Hears: books.faulted; whoever moves money calls it, in the transaction of the act.
Always true: per currency all balances sum to zero; a balance is the sum of its entries and what the last of
them says; versions have no gap; a transfer has exactly its two entries; the floor holds at every version; one
key has one outcome, refusals included; what was written is never changed, a mistake is reversed by a transfer
that names it.
"""
