"""What a problem says of single students, requests and their pairs, as arrays."""
