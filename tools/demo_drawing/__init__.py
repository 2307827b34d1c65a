"""The drawings of the demo lane: flat paper shapes, cut by script, every one our own."""
