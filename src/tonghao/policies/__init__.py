"""Policies: the public standard, and the versions of the policy that are in force.

Tables: policy_versions, policy_orders, policy_replays, policy_shadows.
Emits: policy.replay_asked.
Hears: policy.replay_asked.
Always true: what the standard says follows from the policy that judges; a version once published can be
read again; a version that is written changes nothing until it is ordered; what is kept is never edited.
"""
