"""Settings: `base` for all, then one of `development`, `production` and `test`."""
