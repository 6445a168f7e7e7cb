"""*Regels*: how Wegwijs reads the law, its figures and the norms; and the rules tried on somebody invented."""
