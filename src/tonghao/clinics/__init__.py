"""Clinics: questions that are asked and answered under a risk notice, as those about money.

Tables: clinic_notices, clinic_consents, counsellors, clinic_questions.
Emits: tool.changed, tool.told.
Hears: account.deleted (questions, consents and the desk go), circle.left (the desk goes).
Always true: nobody asks or answers who has not read the notice that holds now; only named counsellors
answer, and their credential stands beside every answer; who asks unnamed is named to the circle's staff only.
"""
