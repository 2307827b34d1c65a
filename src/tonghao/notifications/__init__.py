"""Notifications: what a member is told: answers, mentions, likes, thanks, new floors, decisions.

Tables: notifications.
Emits: notification.made, notifications.read.
Hears: comment.published, comment.edited, comment.held, comment.hidden, post.published, post.edited,
post.held, post.hidden, liked, floor.thanked, answers.marked, media.checked, case.decided,
partner.decided, join.requested, join.answered, act.undone, account.deleted.
Always true: one cause tells a person once; nobody is told of what they did themselves, nor by somebody
whom they block or who blocks them; the unread count in an event is the count after it.
"""
