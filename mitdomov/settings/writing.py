"""Settings in; the environment that makes another process read the same ones out."""

from mitdomov.settings.model import Settings
from mitdomov.settings.relay import MAILBOX_URL
from mitdomov.settings.sources import ORIGINS, PREFIX


def as_environment(settings: Settings) -> dict[str, str]:
    """Every setting, even where it is empty, so that no other source is asked."""
    values = {
        "CONFIG": "",
        "DATA_DIR": str(settings.data_dir),
        "DATABASE_URL": settings.database_url,
        "BROKER_URL": settings.broker_url,
        "SMTP_URL": settings.relay.url if settings.relay else MAILBOX_URL,
        "PUBLIC_URL": settings.public_url,
        "MAIL_FROM": str(settings.sender),
        "NOTICE_TO": settings.notice_to,
        "BOUNCE_ADDRESS": settings.bounce_address,
        "BOUNCE_MAILDIR": str(settings.bounce_maildir or ""),
        "SECRET_KEY": settings.secret_key,
        "UNCERTAIN_POLICY": settings.uncertain_policy.value,
        "LEASE_SECONDS": str(settings.lease_seconds),
        "LINK_CHECK": "1" if settings.checks_links else "0",
        "TRUSTED_PROXIES": str(settings.trusted_proxies),
        "PLAYER_HOSTS": " ".join(settings.player_hosts),
        "DEMO": "1" if settings.is_demo else "0",
        ORIGINS: "\n".join(f"{name}={origin}" for name, origin in settings.origins),
    }
    return {f"{PREFIX}{name}": value for name, value in values.items()}
