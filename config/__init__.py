"""Puts the product together: settings, addresses, worker, templates. Nobody imports it."""
