"""The record: people, households, trajectories, who is involved, facts and the snapshot of their assessment."""
