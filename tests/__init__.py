"""Tests mirror the rooms; each file is one thing somebody does."""
