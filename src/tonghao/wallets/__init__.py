"""Wallets: a person's money in the ledger, what of it may move, and how the person says that they mean it.

Tables: pay_passwords, wallet_uses, wallet_notes.
Emits: security.changed, wallet.moved.
Hears: account.deleted.
Always true: the money itself stands in the ledger alone; of a pay password only a hash is kept, and every try
is counted before it is looked at, for all processes alike; what was used of a limit is counted in the same
transaction as the movement; the sentence beside a line of the history never changes an amount.

Who moves money out of a wallet calls, in this order: `shown_confirmation` before its transaction,
`confirm_payment` in it (`check_limits` where nobody is there to confirm), then the ledger; `take_back` when
the ledger refused, `give_back` when the money came back; `note_cause` says for the history with whom and why
it was, and `tell_wallet` lets the owner's screens look again.
"""
