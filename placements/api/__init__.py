"""Rounds, runs, proposals and placements over HTTP: the same queries, permissions and actions as the pages."""
