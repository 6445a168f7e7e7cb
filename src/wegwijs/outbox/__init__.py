"""Messages to others: written in the transaction of the action they follow from, delivered by the worker."""
