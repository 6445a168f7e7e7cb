"""Files from others: deliveries of people and running cases, read, checked and explained per record."""
