"""The conversation: the guide beside the file, notes kept as they are typed, agreements, and what was explained."""
