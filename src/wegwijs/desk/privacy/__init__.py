"""Pages of privacy: for the privacy officer without content of cases, for reviewers of copies with it."""
