"""Archives: a whole community, or one circle, in open files, out of one server and into another.

Tables: import_progress; an exact import fills every table of `tables.TABLES` in one transaction
(decision 0010). Emits: post.held, comment.held, media.uploaded, and what the verbs it calls emit. Hears:
nothing.
Always true: what was exported and imported exports the same; a foreign archive goes through the same
screening as live content. Importing a simple archive twice adds nothing; a batch and the place it reached
are one commit, so an import that was stopped goes on where it was; a bad line of it is reported and stops
nothing else. An exact one comes in whole or not at all.
"""
