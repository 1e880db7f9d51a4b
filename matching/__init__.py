"""The matching engine: a plain library and a command line. No Django, no database, no clock, no network."""
