"""The command line `./portal`: set-up, services and checks, in the standard library alone.

Nothing here is part of the portal itself: it runs before there is an environment to run in.
"""
