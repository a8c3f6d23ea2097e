"""Letters to one person: written in the transaction that wants them, sent by the worker."""
