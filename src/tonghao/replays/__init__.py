"""Replays: what somebody on duty asked to see of November 2016, and what came of it.

The replay itself runs elsewhere, in a process and on a database server of its own (`tonghao.replay`).

Tables: replays (one row a run, with its figures hour by hour).
Emits: replay.asked.
Hears: replay.asked (run it).
Always true: one runs at a time; it touches nothing of this community; it holds nothing about a person.
"""
