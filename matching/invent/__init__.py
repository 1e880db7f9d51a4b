"""Made-up towns and people for made-up problems."""
