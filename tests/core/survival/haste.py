"""The sweep's minutes as seconds, for the workers of the test alone."""

from datetime import timedelta

from core import outbox

outbox.GRACE = timedelta(seconds=1)
outbox.NOT_AGAIN_FOR = timedelta(seconds=10)
