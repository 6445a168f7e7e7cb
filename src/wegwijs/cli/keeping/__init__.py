"""Backup, restore and move: every row of every table as lines, sealed in one file; the same for both databases."""
