"""Takeout: everything about me, as a zip of JSON, photos and a page that one can read.

Tables: takeouts.
Emits: takeout.asked, takeout.changed.
Hears: takeout.asked, account.deleted.
Always true: what goes along is what each feature's `mine.py` names, and a law finds the table that none
does; one is made at a time; only its owner fetches it, for seven days, after which its file is deleted.
"""
