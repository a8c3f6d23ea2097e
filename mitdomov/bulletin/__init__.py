"""What is published between issues: news with digests, events, materials, webinars, implementers.

Each item is a row that editors publish singly; no approval by a second person is asked for.
"""
