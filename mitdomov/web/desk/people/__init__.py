"""Accounts at the desk: one's own, everybody's, and what people did."""
