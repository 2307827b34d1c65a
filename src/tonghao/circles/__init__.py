"""Circles: what a partner runs for people with one interest, its members, staff and duty hours.

Tables: circles, circle_slug_claims, memberships, joined_circles, circle_bans, circle_invites, duty_shifts,
circle_acts, join_requests, circle_pages, house_rules,
duty_exceptions, circle_restrictions, circle_closings.
Emits: circle.joined, circle.left, join.requested, join.answered, join_requests.counted, act.undone,
circle.restricted.
Hears: media.checked (a cover that is no longer fit to show is taken down), account.deleted, profile.edited
(members are found by their new name).
Always true: a membership stands in `memberships` and in `joined_circles` alike; `member_count` is the
number of members; a circle has one owner, at most 3 hosts and 10 helpers; nobody is member and banned;
what is restricted stands in `circle_restrictions` and in `circles.restrictions` alike, and in the log;
an act of its staff stands in the circle's log and in the audit log, and is undone once at most.
"""
