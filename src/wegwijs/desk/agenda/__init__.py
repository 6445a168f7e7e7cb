"""Appointments on pages: planned, moved and called off; on the case under "what now", and on *Vandaag*."""
