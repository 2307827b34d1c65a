"""Today: what waits in a circle for those who answer for it, on one page, and what they may decide there.

Tables: none of its own; reads cases, case_misses, reports and what circles and duty keep.
Emits: what moderation emits.
Hears: nothing.
Always true: nobody decides about their own; who reported stays unknown; what is graver than severity 2 is
released by the platform alone.
"""
