"""What a school's contact does."""
