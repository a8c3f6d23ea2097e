"""Letters that came back in; which delivery each one was, why, and what follows from it out."""
