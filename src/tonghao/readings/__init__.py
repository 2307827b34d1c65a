"""Readings: a book for a month, cut into sections with dates; who has read one sees the notes in its margin.

Tables: readings, reading_sections, section_reads, margins.
Emits: tool.changed.
Hears: account.deleted (marks and notes go).
Always true: nobody reads a note on a section that they have not marked as read; `read_count` is the number
of marks.
"""
