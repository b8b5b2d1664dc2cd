"""The shape of what is asked: whatever is typed is answered in words."""

from __future__ import annotations

from django.forms import Form
from hypothesis import given, settings
from hypothesis import strategies as st

from reporting.forms import DownloadForm, DraftForm, ReviseForm, SignOffForm

FIELDS = ["authority", "label", "because", "checked", "format"] + [
    f"{name}_{part}" for name in ("start", "end") for part in ("day", "month", "year")
]
TYPED = st.dictionaries(
    st.sampled_from(FIELDS), st.text(max_size=500) | st.sampled_from(["1", "29", "2", "2015"])
)


def forms(data: dict[str, str]) -> list[Form]:
    two = [("a", "Dudley"), ("b", "Sandwell")]
    return [
        DraftForm(data, authorities=two),
        DraftForm(data, authorities=two[:1]),
        SignOffForm(data),
        ReviseForm(data),
        DownloadForm(data),
    ]


@given(TYPED)
@settings(max_examples=500, deadline=None)
def test_every_form_takes_what_is_typed_or_says_what_is_wrong(data: dict[str, str]) -> None:
    for form in forms(data):
        assert form.is_valid() or all(form.errors.values())


def test_an_authority_is_asked_for_only_when_there_is_a_choice() -> None:
    several, one, *_ = forms({})
    assert "authority" in several.fields
    assert "authority" not in one.fields
