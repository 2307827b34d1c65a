"""Archives: a whole community read from open files, through the same screening as live content.

Tables: import_progress. Emits: nothing of its own (the verbs it calls do). Hears: nothing.
Always true: importing an archive twice adds nothing; a batch and the place it reached are one commit,
so an import that was stopped goes on where it was; a file that was mended or has grown since is gone
through again; a bad line is reported and stops nothing else.
"""
