"""Speed at real size, against named yardsticks in the same run. `make bench`; not part of the tests."""
