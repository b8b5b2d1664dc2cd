"""A council's servers: refuses to start with a secret that is missing or weak."""

from cse_portal.settings.base import *

DEBUG = False
