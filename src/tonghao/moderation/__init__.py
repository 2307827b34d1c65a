"""Moderation: cases about content, the queue of people who decide, reports, and what decisions do.

Tables: cases, case_decisions, case_holders, case_misses, reports, reporter_records.
Emits: case.opened, case.claimed, case.decided, clock.missed.
Hears: post.held, comment.held, media.checked, case.decided, account.deleted.
Always true: one thing has at most one open case, whatever inlets brought it there; a decision and its
effect are one transaction; every hold, decision and undo stands in the audit log; nobody decides on
their own content; no answer and no event says who reported.
"""
