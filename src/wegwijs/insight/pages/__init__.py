"""Pages with figures: six dashboards, each figure with its definition, chart, table and files."""
