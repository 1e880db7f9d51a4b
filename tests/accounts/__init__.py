"""The people and roles app."""
