"""Template tags of students' pages."""
