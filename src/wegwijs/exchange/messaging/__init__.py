"""Messages to people: handed in at a gateway for text messages, apps and mail."""
