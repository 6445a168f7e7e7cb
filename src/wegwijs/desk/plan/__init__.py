"""Desk pages: plan."""
