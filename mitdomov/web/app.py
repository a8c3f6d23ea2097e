"""Makes the Flask application of one instance: its settings and state in, a WSGI app out."""

from datetime import timedelta

from flask import Flask
from flask_wtf.csrf import CSRFProtect
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from mitdomov import places
from mitdomov.database.public_version import PublicVersions
from mitdomov.database.store import Store
from mitdomov.render.environment import environment
from mitdomov.settings import Settings
from mitdomov.web import (
    built,
    desk,
    errors,
    feedback,
    headers,
    origins,
    proof,
    public,
    signing,
    uploads,
)
from mitdomov.web.binding import bound
from mitdomov.web.instance import attach
from mitdomov.web.numbers import RowNumber
from mitdomov.web.page_cache import PageCache
from mitdomov.web.signing import identity

_BODY_LIMIT_BYTES = 1_000_000
"""What is larger is refused before it is read; `uploads` tells which views take more."""


def create_app(settings: Settings, store: Store) -> Flask:
    app = Flask(
        "mitdomov.web",
        template_folder=str(places.TEMPLATES / "web"),
        static_folder=None,
    )
    app.config.update(
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=_BODY_LIMIT_BYTES,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SECURE=settings.public_url.startswith("https://"),
        SEND_FILE_MAX_AGE_DEFAULT=timedelta(hours=1),
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,  # it asks for a Referer, which our pages never send
    )
    _trust_proxies(app, settings.trusted_proxies)
    app.url_map.converters["row"] = RowNumber
    _share_filters(app)
    attach(app, settings, store)
    identity.install(app, settings.secret_key)
    uploads.install(app)
    origins.install(app)
    csrf = CSRFProtect(app)
    csrf.exempt(feedback.blueprint)  # its token is the proof; mail programs send no cookie
    csrf.exempt(proof.blueprint)  # so is the token of a proof
    for view in public.sign_up.ITS_TOKEN_IS_THE_PROOF:
        csrf.exempt(view)
    built.install(app)
    headers.install(app)
    errors.install(app)
    app.register_blueprint(public.blueprint)
    app.register_blueprint(feedback.blueprint)
    app.register_blueprint(proof.blueprint)
    app.register_blueprint(signing.blueprint)
    app.register_blueprint(desk.blueprint)
    cache = PageCache(app.wsgi_app, PublicVersions(store.engine.url.database))
    app.wsgi_app = cache  # type: ignore[method-assign]
    return app


def _trust_proxies(app: Flask, count: int) -> None:
    """Whom a proxy serves and how; never the host, since addresses come from the settings."""
    if count:
        proxied = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=0)
        app.wsgi_app = proxied  # type: ignore[method-assign]


def _share_filters(app: Flask) -> None:
    """The words for dates, counts and sizes are the same on screens as in the artefacts."""
    app.jinja_env.filters |= {
        name: function
        for name, function in environment().filters.items()
        if name not in app.jinja_env.filters
    }
    app.add_template_filter(bound)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
