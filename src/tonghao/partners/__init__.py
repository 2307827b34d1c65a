"""Partners: organisations that answer for circles, and the people who work for them.

Tables: partners, partner_staff, partner_invitations.
Emits: partner.applied, partner.decided, staff.invited.
Hears: account.deleted.
Always true: an application is decided once, by an operator who did not make it; whoever applies owns
the partner; every decision stands in the audit log.
"""
