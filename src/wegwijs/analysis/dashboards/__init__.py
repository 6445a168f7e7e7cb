"""Dashboards: six sets of figures in the order of the goals of the law, counted once for a day and then published."""
