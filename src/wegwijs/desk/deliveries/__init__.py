"""Desk pages: deliveries."""
