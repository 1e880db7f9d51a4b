"""What the solver is made of, from candidate pairs to proofs."""
