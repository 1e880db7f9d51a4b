"""The student teachers: who they are, and per round when, where and how far they can come."""
