"""The test suite; mirrors the tree. `make test` runs all of it."""
