"""What letters link back to: leaving a list, and the reader's own page.

No GET or HEAD changes anything, since mail scanners open every link; POST acts (RFC 8058).
"""

from flask import Blueprint

from mitdomov.web.feedback import leaving, new_address, own_data, own_page

blueprint = Blueprint("feedback", __name__)

for part in (leaving, own_page, own_data, new_address):
    part.register(blueprint)
