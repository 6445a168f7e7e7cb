"""*Sociale kaart*: help outside the municipality, pointing somebody to it, and asking whether it helped."""
