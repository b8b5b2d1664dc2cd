"""Who the child is: identity, names, places, schools, care; and how to find a child."""

from django.apps import AppConfig


class ChildrenConfig(AppConfig):
    name = "children"
    verbose_name = "Children"
