"""What the referee looks with: the definitions, one by one; nothing of the solver."""
