"""From registrations to placements: runs, proposals, review, publication and answers."""
