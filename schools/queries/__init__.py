"""What may be read about schools, and by whom."""
