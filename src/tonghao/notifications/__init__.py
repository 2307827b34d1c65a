"""Notifications: what a member is told: answers, mentions, likes, thanks, new floors, decisions.

Tables: notifications, notification_settings.
Emits: notification.made, notifications.read, notifications.delivered.
Hears: comment.published, comment.edited, comment.held, comment.hidden, post.published, post.edited,
post.held, post.hidden, liked, floor.thanked, answers.marked, media.checked, case.decided,
partner.decided, partner.due, partner.lapsed, staff.invited, join.requested, join.answered, act.undone,
circle.restricted, content.removed, circle.tier_changed, breaker.tripped, account.sanctioned, account.eased,
device.seen, security.changed, account.seen_as, account.deleted.
Always true: one cause tells a person once; nobody is told of what they did themselves, nor by somebody whom
they block or mute or who blocks them, nor in words that they mute; in quiet hours nothing is told but what
concerns the account itself; nothing comes by mail that was not asked for; a digest leaves once on each of its
reader's days; the unread count in an event is the count after it.
"""
