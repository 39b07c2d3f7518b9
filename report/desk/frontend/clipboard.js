// Blocks of cells as spreadsheets put them on the clipboard, and as we do.

// The block on a clipboard: rows of texts. HTML goes before text, as it has the whole value behind
// a rounded one; null where there is nothing.
export function blockOf(clipboard) {
  const html = clipboard.getData("text/html");
  const rows = html && rowsOfHtml(html);
  if (rows?.length) return rows;
  const text = clipboard.getData("text/plain");
  return text ? rowsOfText(text) : null;
}

// Text with tabs: a cell with a line break, tab or quotation mark stands in quotation marks, the
// break behind the last row is none of a cell.
export function rowsOfText(text) {
  const cell = /(?:"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*))(\t|\r\n|\r|\n|$)/y;
  const rows = [[]];
  for (;;) {
    const [, quoted, plain, end] = cell.exec(text);
    rows.at(-1).push(clean(quoted?.replaceAll('""', '"') ?? plain));
    if (end === "") break;
    if (end !== "\t") {
      if (cell.lastIndex === text.length) break;
      rows.push([]);
    }
  }
  return rows;
}

// The first table of HTML; a cell over several columns or rows leaves the others empty.
export function rowsOfHtml(html) {
  const table = new DOMParser().parseFromString(html, "text/html").querySelector("table");
  const rows = [...(table?.rows ?? [])].map(() => []);
  [...(table?.rows ?? [])].forEach((row, number) => {
    let column = 0;
    for (const cell of row.cells) {
      while (rows[number][column] !== undefined) column += 1;
      for (let down = 0; down < cell.rowSpan && number + down < rows.length; down += 1)
        for (let right = 0; right < cell.colSpan; right += 1)
          rows[number + down][column + right] = down || right ? "" : valueOf(cell);
    }
  });
  return rows.map((row) => Array.from(row, (text) => text ?? ""));
}

// What a cell says. LibreOffice (`sdval`) and Excel (`x:num`) tell the number behind what is shown;
// of dates, times and fractions only what is shown is what the editor saw.
function valueOf(cell) {
  for (const lineBreak of cell.querySelectorAll("br")) lineBreak.replaceWith(" ");
  const shown = clean(cell.textContent);
  const exact = cell.getAttribute("sdval") ?? cell.getAttribute("x:num");
  const words = /"[^"]*"|\[[^\]]*\]/g; // in a format: units, colours, languages
  const format = (cell.getAttribute("sdnum") ?? "").split(";").slice(2).join(";").replace(words, "");
  if (!exact || !/^-?[\d.]+(E[-+]?\d+)?$/i.test(exact) || /[DMYHS/?]/i.test(format)) return shown;
  const number = Number(exact) * (shown.endsWith("%") ? 100 : 1);
  return decimal(number);
}

// A number with a comma, as cells have it: without the noise of the sixteenth digit.
function decimal(number) {
  const text = String(Number(number.toPrecision(15)));
  return (/e/i.test(text) ? number.toFixed(20).replace(/\.?0+$/, "") : text).replace(".", ",");
}

const clean = (text) => text.replace(/[\s\u00a0]+/g, " ").trim();

// A block for other programs: text with tabs, and a table.
export function put(clipboard, rows) {
  const quoted = (text) => (/["\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  clipboard.setData("text/plain", rows.map((row) => row.map(quoted).join("\t")).join("\r\n"));
  const table = document.createElement("table");
  for (const row of rows) {
    const line = table.insertRow();
    for (const text of row) line.insertCell().textContent = text;
  }
  clipboard.setData("text/html", table.outerHTML);
}
