"""The error of a setting that is missing or unusable."""


class SettingsError(ValueError):
    """Its message is a Czech sentence that names the setting and says what to do."""
