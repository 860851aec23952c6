"""Files of a submission, read into text with anchors."""
