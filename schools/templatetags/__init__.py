"""Template tags of schools' pages."""
