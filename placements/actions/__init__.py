"""What can be done to rounds, runs, proposals and placements; one verb per function."""
