"""Issues as they are kept: files in, revisions and published snapshots with artefacts out."""
