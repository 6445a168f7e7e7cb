"""How we work, written down: guides, work instructions and consideration frameworks, versioned by quality officers."""
