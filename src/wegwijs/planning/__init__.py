"""When somebody is met next: appointments with their rooms and interpreters. What was held or missed is a fact."""
