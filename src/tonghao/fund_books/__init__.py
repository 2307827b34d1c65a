"""Fund books: what came into a circle's fund and what went out, line by line, for everybody to read.

Tables: funds, fund_entries.
Emits: tool.changed.
Hears: nothing (a book stays when somebody leaves; it names who is gone as such).
Always true: an entry never changes, a mistake is met by an entry that reverses it, once; each line bears the
balance after it; the balance is the sum of the lines and never below zero; who confirmed an entry did not
enter it. No money moves here.
"""
