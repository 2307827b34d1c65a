"""Polls: a post asks, members choose; it closes at its time or by hand.

Tables: polls, poll_options, poll_votes.
Emits: poll.counted.
Hears: account.deleted (its votes are taken back).
Always true: an option's count is the number of its votes and `voter_count` that of the people who voted;
nobody has more choices than the poll allows; nothing is counted after it closed, or while its post is not
shown; who chose what is told of named polls only.
"""
