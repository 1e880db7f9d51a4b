"""Tests of what schools and coordinators do with schools."""
