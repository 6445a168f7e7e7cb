"""Pages of decisions on the way: weigh, ask a colleague, decide; enforcement apart; requests at DUO."""
