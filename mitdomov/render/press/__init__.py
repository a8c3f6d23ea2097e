"""Pages are set in processes of their own: a job in, its PDF out, or a sentence why there is none.

WeasyPrint may need seconds, gigabytes or for ever, as the text wants it. Here it can neither hold
up nor bring down whoever asks: `jobs` says what is set, `process` is the other process, `client`
the near end of it, `room` keeps a few of them warm for many askers.
"""
