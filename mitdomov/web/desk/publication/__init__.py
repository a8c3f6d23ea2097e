"""What all issues share, at the desk."""
