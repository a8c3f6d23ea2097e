"""Who asked for the magazine: addresses, subscriptions, consents, suppressions; CSV in and out."""
