"""A police extract: a file of missing episodes as other systems write it. Pure: no database.

`read_table(bytes)` opens CSV or XLSX within limits; `read_lines(table)` turns each row into a
Line or the sentence that says why it cannot be one.
"""

from missing.extract.files import Row, Table, read_table
from missing.extract.lines import Line, Unread, read_lines

__all__ = ["Line", "Row", "Table", "Unread", "read_lines", "read_table"]
