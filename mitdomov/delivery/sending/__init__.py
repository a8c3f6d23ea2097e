"""A dispatch with letters to send in; a recorded answer to each out, whoever dies meanwhile."""
