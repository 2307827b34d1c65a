"""Saves: posts and floors that a person keeps for themselves, in private folders.

Tables: save_folders, saves.
Emits: saves.changed.
Hears: account.deleted.
Always true: nobody else sees what somebody saved, nor how often something was saved; a thing is saved once
and lies in one folder or in none; what can no longer be read is listed without its words.
"""
