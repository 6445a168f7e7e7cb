"""The PIP: made together, checked against the law, agreed on by a colleague where it deviates, established, amended."""
