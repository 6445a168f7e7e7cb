"""Desk pages: lists."""
