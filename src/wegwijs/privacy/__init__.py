"""Privacy that runs: how long data stay and their destruction, copies on request, alerts on look-ups, the register."""
