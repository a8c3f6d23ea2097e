"""A rendered letter in; the bytes that one recipient gets out (RFC 5322)."""
