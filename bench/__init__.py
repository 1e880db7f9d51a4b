"""The engine beside other solvers, measured; outside the library, for it needs what the library does not."""
