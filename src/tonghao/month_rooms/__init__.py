"""Month-age rooms: parents whose children are as old as one another talk, and stay among members.

Tables: children.
Emits: tool.changed.
Hears: account.deleted, circle.left (the children go; what was said goes with the remarks).
Always true: nothing of a room is given to who is no member, whatever the circle is; a child's photo was
uploaded as one, and no other place takes it; of a child there are a nickname and a month, no name and no day.
"""
