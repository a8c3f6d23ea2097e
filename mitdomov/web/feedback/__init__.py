"""What letters link back to: leaving a list, and the reader's own page.

No GET or HEAD changes anything, since mail scanners open every link; POST acts (RFC 8058).
"""

from flask import Blueprint

from mitdomov.web.feedback import leaving, new_address, own_data, own_page
from mitdomov.web.feedback.guessing import WrongTokenError, answer_wrong_token

blueprint = Blueprint("feedback", __name__)

blueprint.register_error_handler(WrongTokenError, answer_wrong_token)

for part in (leaving, own_page, own_data, new_address):
    part.register(blueprint)
