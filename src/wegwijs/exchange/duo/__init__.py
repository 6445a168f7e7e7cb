"""DUO: transport, mapping (the only home of DUO's own names), and the deliverer of the outbox."""
