"""The least that a web of Flask can do with a save: the text as JSON in, a version out."""

from flask import Flask, Response, jsonify, request

app = Flask(__name__)


@app.get("/zdravi")
def health() -> str:
    return "v pořádku\n"


@app.post("/ulozit")
def save() -> Response:
    return jsonify(version=len(request.get_json()))
