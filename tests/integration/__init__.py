"""Tests across processes: commands, workers and brokers as they run in production."""
