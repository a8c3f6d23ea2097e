"""What an article or an issue will look like, from what is saved."""
