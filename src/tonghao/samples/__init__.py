"""Samples: what circles let through, looked at without circle, author and earlier decision.

Tables: samples, test_items.
Emits: case.opened, through the case that a violating answer opens.
Hears: case.decided.
Always true: drawn by chance among all that was published, at a stated rate; whoever looks has no part in the
circle, did not write it and never decided on it; between them stand test items whose answer is known, and
nothing that is shown before the answer tells which is which; a leak counts until a person releases its case.
"""
