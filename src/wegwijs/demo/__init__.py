"""The invented city and its history, calibrated on published figures; also what tests and benchmarks build with."""
