"""Screening: looks at texts and photos and says what it found; what follows is decided elsewhere.

Pure: no tables, no events, no acts, no network. Text goes through normaliser, lexicon and text model,
photos through the reserved test card and a photo model; the policy file turns findings into a verdict.
Always true: a verdict names the versions it came from, and a checker that cannot answer raises
`ScreenerDown` instead of letting anything pass.
"""
