"""Feeds (Atom, RFC 4287): entries in, XML out; `issue_feed` makes those of one issue, in full."""
