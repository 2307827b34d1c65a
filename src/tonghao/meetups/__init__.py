"""Meetups: a post invites to a time and a place; people sign up, wait, move up, come and check in.

Tables: meetups, meetup_choices, sign_ups.
Emits: meetup.counted, meetup.altered, meetup.near, seat.given.
Hears: circle.left (its seat goes to the next one), account.deleted.
Always true: no more people are going than there are seats, in all and for each answer of the question;
nobody waits while there is a seat for them; counts are numbers of rows; only who is going checks in, once.
"""
