"""An invented network to try everything on: real municipalities, invented schools and people."""
