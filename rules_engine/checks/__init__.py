"""What a check is, and the kinds built in."""
