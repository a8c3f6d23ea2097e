"""Turns every failure into a Czech page that says what to do; details go to the log alone."""

import logging

from flask import Flask, jsonify, make_response, redirect, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from mitdomov.czech_words import byte_size
from mitdomov.web.access import ask_to_sign_in, ended_page, is_asked_by_script, signed_out, who
from mitdomov.web.desk.error_page import desk_error_page
from mitdomov.web.instance import store
from mitdomov.web.public.archive.moved import moved
from mitdomov.web.public.error_page import error_page, is_of_readers

_log = logging.getLogger(__name__)

_NOT_FOUND = 404
_TOO_LARGE = 413
_EXPLAINED = (403, 409)
"""Codes whose sentence the view that refuses may give."""
_DAY_SECONDS = 86_400
_EXPIRED = "Formulář už není platný. Vraťte se, obnovte stránku a odešlete jej znovu."
_EXPIRED_AT_DESK = (
    "Mezitím jste se přihlásili znovu, proto formulář už neplatí. Vraťte se k němu a odešlete jej "
    "ještě jednou."
)
_WORDS = {
    400: ("Požadavek nejde přečíst", "Vraťte se na předchozí stránku a zkuste to znovu."),
    403: ("Sem nemáte přístup", "Pokračujte na úvodní stránku."),
    404: ("Stránka tu není", "Zkontrolujte adresu, nebo pokračujte na úvodní stránku."),
    405: ("Takto stránku otevřít nejde", "Vraťte se a použijte tlačítko na stránce."),
    409: ("Mezitím se něco změnilo", "Vraťte se, obnovte stránku a zkuste to znovu."),
    413: ("Odesílaná data jsou příliš velká", "Zmenšete je a zkuste to znovu."),
    429: ("Příliš mnoho požadavků najednou", "Počkejte několik minut a zkuste to znovu."),
    500: ("Něco se nepovedlo", "Zkuste to za chvíli znovu. Chyba je zapsaná v protokolu."),
    503: ("Program má právě plno práce", "Nic se neztratilo. Zkuste to za chvíli znovu."),
}
_NOT_AT_DESK = "V adrese je překlep, nebo to, co tu bylo, už někdo smazal."


def install(app: Flask) -> None:
    app.register_error_handler(CSRFError, _expired_form)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(OperationalError, _database_busy)
    app.register_error_handler(Exception, _unexpected)


def _expired_form(_error: CSRFError) -> tuple[str, int] | tuple[Response, int] | Response:
    is_of_desk = request.path.startswith("/redakce/")
    if is_of_desk and who() is None:
        return ask_to_sign_in()
    if is_of_desk and is_asked_by_script():
        return jsonify(error="form-expired", message=_EXPIRED), 400
    sentence = _EXPIRED_AT_DESK if is_of_desk else _EXPIRED
    return _page(400, "Formulář vypršel", sentence), 400


def _http_error(error: HTTPException) -> Response:
    """With the headers that belong to the code, such as Allow or Content-Range."""
    code = error.code or 500
    if code == _NOT_FOUND and (target := _meant_address()) is not None:
        response = redirect(target, 308)
        response.cache_control.max_age = _DAY_SECONDS
        return response
    response = error.get_response()
    if code == _TOO_LARGE and request.path.startswith("/redakce/"):
        return _too_large(response)
    heading, sentence = _WORDS.get(code, _WORDS[500 if code >= 500 else 400])
    if code == _NOT_FOUND and not is_of_readers():
        sentence = _NOT_AT_DESK
    if code in _EXPLAINED and error.description != type(error).description:
        sentence = error.description or sentence
    response.set_data(_page(code, heading, sentence))
    return response


def _too_large(response: Response) -> Response:
    """Of the desk; whoever is signed out may send little, and has to know that first."""
    if who() is None:
        return signed_out() if is_asked_by_script() else make_response(ended_page([], []))
    limit = byte_size(request.max_content_length or 0)
    sent = f"posíláte {byte_size(size)}" if (size := request.content_length) else "posíláte víc"
    sentence = f"Najednou sem jde poslat nejvýš {limit}, {sent}. Zmenšete to a odešlete znovu."
    if is_asked_by_script():
        answer = jsonify(error="too-large", problem=sentence)
        answer.status_code = _TOO_LARGE
        return answer
    response.set_data(_page(_TOO_LARGE, _WORDS[_TOO_LARGE][0], sentence))
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
    if (page := desk_error_page(code, heading, sentence)) is not None:
        return page
    return render_template("error.html", code=code, heading=heading, sentence=sentence)
