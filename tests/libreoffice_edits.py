"""Edits a workbook in LibreOffice as a person does; run by the system's Python, which has `uno`.

python3 libreoffice_edits.py PIPE SOURCE TARGET FILTER SHEET CELLS ROW: CELLS is JSON, what is typed
by place; above ROW a row is inserted first, unless it is 0.
"""

import json
import sys
import time
from contextlib import suppress

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import DisposedException


def connected(pipe):
    """The desktop of the LibreOffice that listens at a pipe, when it has started."""
    local = uno.getComponentContext()
    services = local.ServiceManager
    resolver = services.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(600):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            break
        except NoConnectException:
            time.sleep(0.1)  # nothing tells that it listens
    return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)


def option(name, value):
    """An option of loading or storing."""
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def main(pipe, source, target, kind, sheet, cells, row):
    """Open, edit, store, and end LibreOffice."""
    desktop = connected(pipe)
    book = desktop.loadComponentFromURL(source, "_blank", 0, (option("Hidden", True),))
    table = book.Sheets.getByName(sheet)
    if int(row):
        table.unprotect("")
        table.Rows.insertByIndex(int(row) - 1, 1)
    for place, typed in json.loads(cells).items():
        table.getCellRangeByName(place).setFormula(typed)
    book.storeToURL(target, (option("FilterName", kind),))
    book.close(True)
    with suppress(DisposedException):  # it ends before it can answer
        desktop.terminate()


if __name__ == "__main__":
    main(*sys.argv[1:])
