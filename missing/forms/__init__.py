"""The shape of what is typed about missing episodes and files of them."""

from missing.forms.episodes import (
    CategoryForm,
    CorrectForm,
    LogForm,
    ReturnForm,
    SearchForm,
)
from missing.forms.imports import SettleForm, UploadForm

__all__ = [
    "CategoryForm",
    "CorrectForm",
    "LogForm",
    "ReturnForm",
    "SearchForm",
    "SettleForm",
    "UploadForm",
]
