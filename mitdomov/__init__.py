"""Mít domov: a magazine goes in as its editors write it, its readers get it as recorded letters.

Text becomes an issue; the issue is frozen as a snapshot; every artefact is rendered from that one
snapshot; every subscriber gets one recorded delivery of it::

    desk · Word · issue folder ─read→ Issue ─check→ findings
                                        │
                                        └─approve, freeze→ Snapshot (immutable, SHA-256)
                                                    │
                                                    ├─render→ web · email.html · email.txt · PDF
                                                    │
       subscriptions ───────────────────────────────┴─plan→ Dispatch ─→ Deliveries ─SMTP→ accepted …

Imports go down only:

- `web`          a request in, a page out, for readers and editors
- `cli`          the same verbs for the terminal
- `running`      settings in, one instance of running programs out
- `bench`        what the packages below cost, against references
- `jobs`         Celery tasks: an id in, one call below
- `delivery`     a snapshot and an audience in, a recorded answer for every reader out
- `editorial`    issues as they are written, approved and published
- `subscribers`  who gets what, and the proof that they asked for it
- `accounts`     who signs in, what they may do, what they did
- `render`       a snapshot in, artefacts out
- `magazine`     an issue folder in, findings and a snapshot out
- `typography`   Czech text in, the same text well set out
- `document`     the body of an article as a tree; its readers and writers
- `database`     the engine, sessions, blobs, migrations
- `czech_words`  dates, counts and sizes in, the words for them out
- `czech_order`  names in, the order of a Czech list out
- `settings`     the environment in, checked values out
- `clock`, `places`, `durable`   what time it is, where files lie, how they are written to last
"""
