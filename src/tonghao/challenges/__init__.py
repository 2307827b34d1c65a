"""Challenges: some days, some minutes a day; members mark their days, and one missed day a week is forgiven.

Tables: challenges, challengers, challenge_marks.
Emits: tool.changed.
Hears: circle.left, account.deleted (marks and places go).
Always true: a day is marked once, when it is today; `joined_count` is the number of challengers; nobody is
ranked.
"""
