"""The WSGI application of the instance that the environment describes."""

from mitdomov.database.store import open_store
from mitdomov.settings import read_settings
from mitdomov.web.app import create_app

_settings = read_settings()
app = create_app(_settings, open_store(_settings.database_url, _settings.data_dir))
