"""The commands about one's own AWS account."""
