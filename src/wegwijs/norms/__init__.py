"""What a municipality chose inside the law, dated: proposed by one, checked on open cases, activated by another."""
