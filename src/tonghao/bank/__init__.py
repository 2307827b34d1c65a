"""The bank: what removed photos look like, so that they stay away from every circle.

Tables: bank_state, bank_entries.
Emits: bank.entered.
Hears: account.deleted.
Always true: a photo enters with the decision that removed it and leaves with its undo, in one transaction;
every change has a number, and a verdict is written only after the newest number was looked at; too plain
a picture never enters and never matches; no picture lies here, only hashes.
"""
