"""*Werkwijze*: guides, work instructions and consideration frameworks, to read and to write."""
