"""What may be read about students and registrations, and by whom."""
