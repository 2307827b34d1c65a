"""Accounts: how people get in, what others see of them, whom they do not want to meet, how they leave.

Tables: accounts, profiles, email_claims, phone_claims, handle_claims, one_time_codes, sessions,
known_devices, device_alerts, sign_in_tickets, passkeys, passkey_challenges, recovery_codes,
account_claims, mute_words, blocks, blocked_by, account_sanctions, feature_brakes.
Emits: code.requested, device.seen, security.changed, profile.edited, session.revoked, account.blocked,
account.leaving, account.deleted, account.sanctioned, account.eased.
Hears: code.requested, device.seen, security.changed, account.leaving.
Always true: an address, a number and the look of a handle belong to one account; of passwords, codes and
tokens only hashes are kept; a deleted account has neither address, number nor password; a block stands in
both tables; what is in force of `account_sanctions` stands in `accounts.sanctions` too, which every request
reads; nobody is suspended or shut out, and no wallet is frozen, by a machine or by one person.
"""
