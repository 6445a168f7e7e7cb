"""DUO on the desk: what it told, what it says beside what we say, and messages that wait for a human."""
