"""Sign-ups: a form in, a letter that asks its owner to confirm, a subscription with its proof out.

A form that arrives only writes a row down; it looks at nothing that is known of the address, so
neither the answer nor its time can tell. The sweep decides about the letters (`deciding`)::

    form ─weigh→ row ─decide→ letter ─the owner presses the button→ subscriptions + consents
                       └─suppressed, refused, had its letters→ nothing, and no trace

- `budgets`      how many sign-ups a network and all of them may send, and when a puzzle is set
- `mailboxes`    how many letters one mailbox may get, however its address is written
- `form_tokens`, `puzzle`   when a form was handed out; what a computer has worked for it
- `asking`, `deciding`, `confirming`, `refusing`, `forgetting`   the steps above
"""
