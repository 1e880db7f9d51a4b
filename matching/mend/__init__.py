"""What a repair is made of: the question, the front of choices, who moves."""
