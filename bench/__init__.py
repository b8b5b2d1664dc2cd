"""Measurements: `./portal bench NAME`. Each builds what it needs in a database of its own."""
