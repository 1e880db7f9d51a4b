"""JSON text to problem and solution, and back: strict, every fault with its place."""
