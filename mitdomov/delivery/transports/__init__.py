"""One letter in; the next mail server's answer to it out, or a place in the mailbox."""
