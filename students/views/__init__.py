"""Pages about students and their registrations."""
