"""Desk pages: case."""
