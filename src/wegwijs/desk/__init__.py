"""Pages of the municipality's professionals."""
