"""Tables in which nobody can be recognised: what is hidden, and proof that it cannot be worked out."""
