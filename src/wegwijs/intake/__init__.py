"""The intake and what is recorded around it by hand: invitations, summonses, conversations, the test, contact."""
