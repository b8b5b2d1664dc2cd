"""Form fields, widgets and layout objects for GOV.UK patterns, and the parts pages are made of.

Everything a form or a page on any floor needs to look alike lives here; `templates/cse/` draws it.
"""

from core.layout.choices import Checkboxes, ManyChoiceField, Radios
from core.layout.dates import DateField, DateInput, DateTimeField, DateTimeInput, TimeField
from core.layout.forms import PortalForm, form_helper, readable
from core.layout.objects import Button, Details, Fieldset, InsetText, Question, WarningText
from core.layout.partial import PartialDate, PartialDateField
from core.layout.parts import Bar, Cell, Choice, Column, Entry, FilterTag, Link, Row, Task
from core.layout.text import ProseField, ProseInput

__all__ = [
    "Bar",
    "Button",
    "Cell",
    "Checkboxes",
    "Choice",
    "Column",
    "DateField",
    "DateInput",
    "DateTimeField",
    "DateTimeInput",
    "Details",
    "Entry",
    "Fieldset",
    "FilterTag",
    "InsetText",
    "Link",
    "ManyChoiceField",
    "PartialDate",
    "PartialDateField",
    "PortalForm",
    "ProseField",
    "ProseInput",
    "Question",
    "Radios",
    "Row",
    "Task",
    "TimeField",
    "WarningText",
    "form_helper",
    "readable",
]
