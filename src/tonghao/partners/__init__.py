"""Partners: organisations that answer for circles, and the people who work for them.

Tables: partners, partner_checks, partner_staff, partner_invitations.
Emits: partner.applied, partner.decided, partner.due, partner.lapsed, staff.invited.
Hears: account.deleted.
Always true: an application is decided once, by people of the platform who did not make it, two of them
where the category asks for it; of an identity number only the masked form is kept; whoever applies owns the
partner; every decision stands in the audit log.
"""
