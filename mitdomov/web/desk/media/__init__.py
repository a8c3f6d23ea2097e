"""The media library at the desk."""
