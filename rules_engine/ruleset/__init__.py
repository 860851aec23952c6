"""A ruleset: its model, its dated parameters, loading, tailoring and vetting."""
