"""What machines read: feeds (Atom), the sitemap, robots.txt and security.txt."""

from flask import Blueprint

from mitdomov.web.public.machine.feeds import feed, news_feed
from mitdomov.web.public.machine.robots import robots, security
from mitdomov.web.public.machine.site_map import sitemap, sitemap_part


def register(blueprint: Blueprint) -> None:
    """Adds the views to the public blueprint."""
    blueprint.add_url_rule("/atom.xml", view_func=feed)
    blueprint.add_url_rule("/novinky/atom.xml", view_func=news_feed)
    blueprint.add_url_rule("/sitemap.xml", view_func=sitemap)
    blueprint.add_url_rule("/sitemap-<int:part>.xml", view_func=sitemap_part)
    blueprint.add_url_rule("/robots.txt", view_func=robots)
    blueprint.add_url_rule("/.well-known/security.txt", view_func=security)
