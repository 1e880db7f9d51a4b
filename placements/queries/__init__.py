"""What can be read; every function begins with who is looking."""
