"""Policies: the public standard, and the versions of the policy that are in force.

Tables: none.
Emits: nothing.
Hears: nothing.
Always true: what the standard says follows from the policy that judges; a version once published can be
read again.
"""
