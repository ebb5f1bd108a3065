"""The process that lays out one workbook; started by `workbook`, not by people, and imported by nobody.

The library makes room for a sheet as large as the file says. Of a damaged or hostile file that may be more
than there is, and then it ends its process: this one, and not that of the user.
"""

import contextlib
import io
import pickle
import sys
from typing import BinaryIO

import python_calamine as calamine

_MOST_BYTES = 2 << 30
"""Of memory; a million rows of a call list take a quarter."""
_ROWS_AT_ONCE = 1000


def serve(data: bytes, answer: BinaryIO) -> None:
    """Write what stands in a workbook.

    ``("sheet", name, its first column, merged ranges)``, then ``("rows", rows)`` as often as needed, from the
    first row of the sheet on;
    ``("protected", "")`` or ``("unreadable", reason)`` where it cannot be read; ``("end", "")``.
    """
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        for about in book.sheets_metadata:
            if about.typ is not calamine.SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_name(about.name)
            left = sheet.start[1] if sheet.start is not None else 0
            pickle.dump(("sheet", about.name, left, sheet.merged_cell_ranges or []), answer)
            rows = []
            for row in sheet.iter_rows() if sheet.start is not None else ():
                rows.append(row)
                if len(rows) == _ROWS_AT_ONCE:
                    pickle.dump(("rows", rows), answer)
                    rows = []
            pickle.dump(("rows", rows), answer)
    except calamine.PasswordError:
        pickle.dump(("protected", ""), answer)
    except (calamine.CalamineError, calamine.ZipError, calamine.XmlError, OSError, ValueError) as error:
        pickle.dump(("unreadable", str(error)), answer)
    pickle.dump(("end", ""), answer)


if __name__ == "__main__":
    with contextlib.suppress(ImportError, OSError, ValueError):  # not on every system
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MOST_BYTES, _MOST_BYTES))
    serve(sys.stdin.buffer.read(), sys.stdout.buffer)
