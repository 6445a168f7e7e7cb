"""The monitor: counts of people on a day, from an exported event log, with the definition beside every figure."""
