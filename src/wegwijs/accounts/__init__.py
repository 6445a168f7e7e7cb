"""Who may do what: municipalities, organisations, teams, users, roles, scope, access log, audit and its sealer."""
