"""Insight: the record measured. Published figures stay as they were; a later version says what changed."""
