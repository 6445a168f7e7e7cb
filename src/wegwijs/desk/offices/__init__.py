"""*Organisatie*: the municipality's details, its departments and teams, and the providers it buys from."""
