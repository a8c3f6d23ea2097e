"""Settings in; one running instance out: its programs started, watched and stopped together."""
