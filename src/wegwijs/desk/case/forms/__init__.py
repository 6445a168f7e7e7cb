"""Forms of the case: each turns what somebody fills in into entries for the record, or into a change of a row."""
