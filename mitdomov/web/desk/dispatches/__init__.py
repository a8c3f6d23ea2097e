"""Sending at the desk: whom, when, on trial, and what became of it."""
