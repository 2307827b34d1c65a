"""Duty: who of the platform answers now, who answers in each circle, and the hours in which nobody does.

Tables: platform_duty, platform_shifts, platform_exceptions, platform_hand_overs, duty_gaps.
Emits: duty.handed.
Hears: account.deleted.
Always true: a roster is read by the clock on its own wall, so that midnight and the change of the clocks
leave no gap that it does not have; when nobody of the platform is on duty, an operator answers.
"""
