"""Remarks: what people say under something in a tool of a trade: a sighting, an answer, a word at the bench.

Tables: remarks.
Emits: tool.changed, tool.told.
Hears: account.deleted (all go), circle.left (those for members only go).
Always true: who may say something, and under what, is the tool's business; a remark that is for members only
is given to nobody else; what staff removed can be brought back by who stands above them.
"""
