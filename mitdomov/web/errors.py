"""Turns every failure into a Czech page that says what to do; details go to the log alone."""

import logging

from flask import Flask, jsonify, redirect, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from mitdomov.web.access import is_asked_by_script, signed_out, who
from mitdomov.web.instance import store
from mitdomov.web.public.archive.moved import moved
from mitdomov.web.public.error_page import error_page, is_of_readers

_log = logging.getLogger(__name__)

_FORBIDDEN = 403
_NOT_FOUND = 404
_DAY_SECONDS = 86_400
_WORDS = {
    400: ("Požadavek nejde přečíst", "Vraťte se na předchozí stránku a zkuste to znovu."),
    403: ("Sem nemáte přístup", "Pokračujte na úvodní stránku."),
    404: ("Stránka tu není", "Zkontrolujte adresu, nebo pokračujte na úvodní stránku."),
    405: ("Takto stránku otevřít nejde", "Vraťte se a použijte tlačítko na stránce."),
    409: ("Mezitím se něco změnilo", "Vraťte se, obnovte stránku a zkuste to znovu."),
    413: ("Odesílaná data jsou příliš velká", "Zmenšete je a zkuste to znovu."),
    500: ("Něco se nepovedlo", "Zkuste to za chvíli znovu. Chyba je zapsaná v protokolu."),
    503: ("Program má právě plno práce", "Nic se neztratilo. Zkuste to za chvíli znovu."),
}


def install(app: Flask) -> None:
    app.register_error_handler(CSRFError, _expired_form)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(OperationalError, _database_busy)
    app.register_error_handler(Exception, _unexpected)


def _expired_form(_error: CSRFError) -> tuple[str, int] | tuple[Response, int] | Response:
    sentence = "Formulář už není platný. Vraťte se, obnovte stránku a odešlete jej znovu."
    if is_asked_by_script() and request.path.startswith("/redakce/"):
        if who() is None:
            return signed_out()
        return jsonify(error="form-expired", message=sentence), 400
    return _page(400, "Formulář vypršel", sentence), 400


def _http_error(error: HTTPException) -> Response:
    """With the headers that belong to the code, such as Allow or Content-Range."""
    code = error.code or 500
    if code == _NOT_FOUND and (target := _meant_address()) is not None:
        response = redirect(target, 308)
        response.cache_control.max_age = _DAY_SECONDS
        return response
    heading, sentence = _WORDS.get(code, _WORDS[500 if code >= 500 else 400])
    if code == _FORBIDDEN and error.description != type(error).description:
        sentence = error.description or sentence
    response = error.get_response()
    response.set_data(_page(code, heading, sentence))
    return response


def _meant_address() -> str | None:
    if request.method not in ("GET", "HEAD") or not is_of_readers():
        return None
    try:
        with store().reading() as session:
            return moved(session, request.path)
    except SQLAlchemyError:
        return None


def _database_busy(error: OperationalError) -> tuple[str, int, dict[str, str]]:
    _log.warning("database busy: %s", error.orig)
    return _page(503, *_WORDS[503]), 503, {"Retry-After": "10"}


def _unexpected(error: Exception) -> tuple[str, int]:
    _log.error("unexpected error", exc_info=error)
    return _page(500, *_WORDS[500]), 500


def _page(code: int, heading: str, sentence: str) -> str:
    if is_of_readers():
        return error_page(code, heading, sentence)
    return render_template("error.html", code=code, heading=heading, sentence=sentence)
