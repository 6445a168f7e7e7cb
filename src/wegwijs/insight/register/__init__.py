"""The policy register: what changed in policy or practice, since when, for whom; marked on every line through time."""
