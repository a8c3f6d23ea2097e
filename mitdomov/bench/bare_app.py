"""The least that a web of Flask can do: a save's JSON in, a version out; a page's bytes out."""

import os
from pathlib import Path

from flask import Flask, Response, jsonify, request

app = Flask(__name__)
_PAGE = Path(os.environ.get("MITDOMOV_BENCH_PAGE", os.devnull)).read_bytes()


@app.get("/zdravi")
def health() -> str:
    return "v pořádku\n"


@app.get("/stranka")
def page() -> Response:
    return Response(_PAGE, mimetype="text/html")


@app.post("/ulozit")
def save() -> Response:
    return jsonify(version=len(request.get_json()))
