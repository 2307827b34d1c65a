"""Screening: verdicts on texts and photos, without database or network."""
