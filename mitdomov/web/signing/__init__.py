"""How editors sign in and out, come back after forgetting a password, and get their accounts."""

from flask import Blueprint

from mitdomov.web.signing import (
    new_accounts,
    recovery,
    sample_people,
    second_step,
    signing_in,
    signing_in_by_key,
)

blueprint = Blueprint("signing", __name__)

for part in (signing_in, signing_in_by_key, second_step, sample_people, recovery, new_accounts):
    part.register(blueprint)
