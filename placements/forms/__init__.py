"""What coordinators, students and schools fill in about rounds, proposals and placements."""
