"""A made-up story of one phone, told as the backups that its owner would have."""
