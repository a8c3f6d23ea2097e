"""Adds to every answer what keeps a browser from doing more than the page needs."""

from typing import Final
from urllib.parse import urlsplit

from flask import Flask, Response, request

PAGE_POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "font-src 'self'",
        "frame-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
PRIVATE_PATHS: Final = (
    "/redakce/",
    "/odhlaseni/",
    "/odber/",
    "/odebirat/potvrdit/",
    "/odebirat/neprihlasil/",
    "/korektura/",
    "/prihlaseni",
    "/zapomenute-heslo",
    "/nove-heslo/",
    "/pozvanka/",
    "/prvni-spravce/",
)


def letter_policy(public_url: str) -> str:
    """A letter shows nothing but the pictures that it has at the public address."""
    pictures = urlsplit(public_url)._replace(path="", query="", fragment="").geturl()
    return "; ".join(
        (
            "default-src 'none'",
            "style-src 'unsafe-inline'",  # a letter carries its styles in its elements
            f"img-src 'self' {pictures} data:",
            "base-uri 'self'",
            "form-action 'none'",
            "frame-ancestors 'self'",
            "sandbox allow-popups allow-popups-to-escape-sandbox",
        )
    )


def policy_with_frame(origin: str) -> str:
    """Of a page that shows one frame of another site, and only of that site."""
    return PAGE_POLICY.replace("frame-src 'self'", f"frame-src {origin}")


def install(app: Flask) -> None:
    app.after_request(_add_headers)


def _add_headers(response: Response) -> Response:
    if response.location:  # the host in the request may be anyone's, so no answer names it
        response.location = urlsplit(response.location)._replace(scheme="", netloc="").geturl()
        response.set_data(b"")
    response.headers.setdefault("Content-Security-Policy", PAGE_POLICY)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "no-referrer")
    response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
    if request.path.startswith(PRIVATE_PATHS):
        if not response.cache_control.private:  # a view knows what its browser alone may keep
            response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex"
    return response
