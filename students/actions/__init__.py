"""What students and their coordinators do to a registration."""
