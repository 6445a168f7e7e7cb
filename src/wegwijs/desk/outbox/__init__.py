"""Pages about what DUO was told: on a case, and for who looks after the messages."""
