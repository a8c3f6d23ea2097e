"""The web: a request in, one call into the packages below, a page in Czech out.

`public` serves readers, `feedback` what letters link back to, `desk` the editors.
"""
