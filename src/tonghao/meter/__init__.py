"""Meter: how long things really took, and what was done in a period, for everybody to read.

Tables: moments, transparency_periods; reads media, cases, decisions, reports, sanctions, restrictions,
brakes, appeals, panels and duty gaps.
Emits: nothing.
Hears: nothing: jobs count by the clock, so that a page that anybody opens reads a few rows.
Always true: every figure stands with how many it is made of, and below a stated number it is not shown;
what is still waiting stands beside what was answered; no figure of a report names a person.
"""
