"""The 督导评估意见: the opinion that an inspection hands over, from a verdict."""
