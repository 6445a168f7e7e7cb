"""Pages of what people say: on a case, at the desk, for the contract manager."""
