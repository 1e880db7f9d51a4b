"""Sentences for people, made from the reasons that the engine gives."""
