"""Appeals: whoever does not agree with a decision asks for another person, once.

Tables: appeals.
Emits: appeal.decided.
Hears: case.decided, act.undone, account.deleted.
Always true: nobody decides on an appeal against what they decided, made, reported or look after; one
appeal per decision and party; what was decided on an appeal is final; overturning goes the way on which
moderators take a decision back, so that everything is as before.
"""
