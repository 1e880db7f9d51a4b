"""What students and their coordinators fill in."""
