"""Files of anybody, read as they come and refused with a sentence: tables and event logs."""
