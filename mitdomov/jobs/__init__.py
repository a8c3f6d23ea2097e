"""The doorbell: ids of due work in from the broker, one call into a package below out."""
