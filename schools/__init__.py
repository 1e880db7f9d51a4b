"""The schools: register, need figures, contacts, interest and support requests."""
