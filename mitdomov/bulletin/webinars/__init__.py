"""Webinars: a recording on another site, its transcript here."""
