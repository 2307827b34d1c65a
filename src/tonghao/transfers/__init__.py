"""Transfers: money from one person to another, asked for, split, or paid by a code.

Tables: transfers, transfer_wishes, money_requests, splits, split_shares, pay_codes, collect_codes,
code_payments.
Emits: transfer.changed, money_request.changed, split.changed, code.paid, money.told.
Hears: account.deleted.
Always true: what waits to be accepted lies in an escrow account of its own, which is empty once the transfer
has ended; a request, a share and a pay code are paid once; what came in by a collect code on one day is at
most its limit; the shares of a split add up to its total.
"""
