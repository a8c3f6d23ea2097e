"""Forms of a few fields: what was typed in, what is wrong with each field out."""

from dataclasses import dataclass, field

from flask import request

from mitdomov.accounts import addresses, passwords
from mitdomov.accounts.addresses import AccountAddressError

_LONGEST_NAME = 200


@dataclass(slots=True)
class Form:
    """What is shown again when something is wrong; passwords never are."""

    values: dict[str, str] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)

    def value(self, name: str) -> str:
        return self.values.get(name, "")

    def problem(self, name: str) -> str:
        return self.problems.get(name, "")

    def complain(self, name: str, sentence: str) -> None:
        if sentence:
            self.problems.setdefault(name, sentence)


def posted(*names: str) -> Form:
    return Form({name: request.form.get(name, "").strip() for name in names})


def check_name(form: Form) -> str:
    name = " ".join(form.value("name").split())
    if not name:
        form.complain("name", "Napište jméno, pod kterým vás ostatní uvidí.")
    if len(name) > _LONGEST_NAME or not name.isprintable():
        form.complain("name", "Takové jméno nejde uložit, zkraťte je.")
    return name


def check_email(form: Form) -> str:
    try:
        return addresses.normal(form.value("email"))
    except AccountAddressError as error:
        form.complain("email", str(error))
        return ""


def check_password(form: Form, name: str, email: str) -> str:
    """The new password of the request, typed twice."""
    password = request.form.get("password", "")
    form.complain("password", passwords.complaint(password, name, email))
    if not form.problem("password") and password != request.form.get("again", ""):
        form.complain("again", "Hesla se liší, napište je znovu.")
    return password
