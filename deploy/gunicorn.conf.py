"""How gunicorn serves the portal: two workers, and a log that never holds a query string."""

import os

workers = int(os.environ.get("PORTAL_WEB_WORKERS", "2"))
preload_app = True
worker_class = "gthread"
threads = 4
timeout = 60
graceful_timeout = 20
max_requests = 2000
max_requests_jitter = 200
accesslog = "-"
access_log_format = (
    '{"at": "%(t)s", "method": "%(m)s", "path": "%(U)s", "status": %(s)s, "ms": %(M)s}'
)
control_socket_disable = True
