"""Incidents against colleagues: reported by who was there, answered by a manager, outside every case."""
