"""The form for other sites: the HTML to copy, which needs no script and no frame."""

from flask import Blueprint, render_template

from mitdomov.web.instance import settings, store
from mitdomov.web.public.frame import frame
from mitdomov.web.public.keeping import kept
from mitdomov.web.publication import shown_lists


def register(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/odebirat/vlozit/", endpoint="embed_sign_up", view_func=embed_sign_up)


@kept
def embed_sign_up() -> str:
    with store().reading() as session:
        framed, lists = frame(session), shown_lists(session)
    action = f"{settings().public_url}/odebirat/"
    code = render_template(
        "public/sign_up/embedded.html", action=action, lists=lists, **framed
    ).strip()
    return render_template("public/sign_up/embed.html", code=code, **framed)
