"""What people tell us, and what becomes of it: wishes, complaints, answers, promises, thumbs, group meetings."""
