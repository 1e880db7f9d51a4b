"""What explanations are made of: causes read off a plan, chains of changes, prices in order."""
