"""An outside author's page: one article to read, comment on and approve, by a link alone.

Opening the page changes nothing, since scanners of mail open every link. Forms need no token
beside the one in the address, which nobody else knows; so no cookie is set, and a form that was
left open for days still works.
"""

from mitdomov.web.proof.pages import blueprint

__all__ = ["blueprint"]
