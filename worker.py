"""The worker's entry point: `celery -A worker worker`, and `celery -A worker beat` beside it."""

from mitdomov.jobs.app import celery_app
from mitdomov.jobs.tasks import register
from mitdomov.settings import read_settings

_settings = read_settings()
app = celery_app(_settings)
register(app, _settings)
