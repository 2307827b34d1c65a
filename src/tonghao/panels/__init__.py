"""Panels: members who agreed to it, drawn by lot, say whether a border case breaks a rule.

Tables: panel_consents, panels, panel_seats.
Emits: panel.seat_given, panel.filled, case.moved; case.decided, through the decision that carries it out.
Hears: panel.filled, case.decided, account.deleted.
Always true: nobody sits who has a part in the case or its circle, or did not agree; whoever answers sees
neither author nor circle, and nobody sees an answer before the end; only words that a person put to it come
before a panel, never what is grave, private or about children; without enough answers or two thirds a person
decides, and a person always may before; a machine never does.
"""
