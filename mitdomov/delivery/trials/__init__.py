"""Letters on trial, to a named group of people who make the magazine."""
