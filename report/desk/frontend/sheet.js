// The grid itself: Tabulator draws it; where one stands, what is chosen, keys and clipboard are here,
// as a spreadsheet has them and as the pattern of ARIA for grids wants it: the cell where one stands
// has the focus, all others are out of the way of Tab.

import { EditModule, FormatModule, FrozenColumnsModule, InteractionModule, ResizeColumnsModule, Tabulator } from "tabulator-tables";
import { blockOf, put } from "./clipboard.js";
import { failed } from "./desk.js";
import { announce, ask, h } from "./dom.js";
import { answers } from "./messages.js";

Tabulator.registerModule([EditModule, FormatModule, FrozenColumnsModule, InteractionModule, ResizeColumnsModule]);

const KEY = "#key"; // a field that no column is called by
const PAGE = 10; // rows
const ALL_DRAWN = 400; // rows: of a longer table only those in view are elements

export class Sheet {
  // `tell` hears of it: moved(row, column), keep(cells, label), leave().
  constructor(table, tell) {
    this.table = table;
    this.tell = tell;
    this.order = table.order;
    this.here = { row: 0, column: 0 };
    this.anchor = this.here;
    this.isLong = table.rows.length > ALL_DRAWN;
    const place = h("div", { class: "luoi" });
    this.bubble = h("div", { class: "tin-o", id: "tin-o", role: "status", hidden: true });
    this.element = h("div", { class: "khung-luoi" }, place, this.bubble);
    this.check = table.checker((answer) => this.editing && this.say(answer)); // else it is of a cell that was left
    this.grid = new Tabulator(place, {
      data: this.data(),
      index: KEY,
      columns: this.order.map((name, number) => this.columnOf(name, number)),
      columnDefaults: { headerWordWrap: true, minWidth: 70, maxInitialWidth: innerWidth < 600 ? 150 : 260, resizable: "header" },
      nestedFieldSeparator: false,
      layout: "fitDataFill",
      maxHeight: "52vh",
      editTriggerEvent: "dblclick",
      renderVertical: this.isLong ? "virtual" : "basic",
      placeholder: "Bảng chưa có dòng nào",
    });
    this.ready = new Promise((done) => this.grid.on("tableBuilt", done));
    this.listen(place);
  }

  // --- what is shown -----------------------------------------------------------------------------

  data() {
    return this.table.rows.map(({ key }) =>
      Object.fromEntries([[KEY, key], ...this.order.map((name) => [name, this.view(key, name)])]),
    );
  }

  // What a cell shows: a new object each time, so that the grid draws it anew.
  view(row, column) {
    return { shown: this.table.shown(row, column), problems: this.table.problems(row, column) };
  }

  columnOf(name, number) {
    const { title, unit, required, number: isNumber } = this.table.column(name);
    return {
      field: name,
      title,
      titleFormatter: () => h("span", {}, title, unit ? h("small", { text: ` (${unit})` }) : null, required ? h("span", { class: "can", title: "Không để trống", text: " *" }) : null),
      frozen: number === 0,
      hozAlign: isNumber ? "right" : "left",
      cssClass: [number === 0 ? "cot-ten" : "", name === this.table.key ? "cot-khoa" : ""].join(" ").trim(),
      formatter: (cell) => this.draw(cell, name, number),
      editor: name === this.table.key ? undefined : (cell, onRendered, success, cancel) => this.editor(cell, onRendered, cancel),
    };
  }

  draw(cell, name, number) {
    const element = cell.getElement();
    const { shown, problems } = cell.getValue();
    const worst = problems.some((one) => one.severity === "error") ? "sai" : problems.length ? "luu-y" : "";
    element.classList.remove("sai", "luu-y");
    if (worst) element.classList.add(worst);
    element.setAttribute("role", number === 0 ? "rowheader" : "gridcell");
    element.setAttribute("aria-colindex", number + 1);
    element.setAttribute("aria-invalid", worst === "sai");
    element.setAttribute("aria-readonly", name === this.table.key);
    element.title = shown.length > 25 ? shown : "";
    element.tabIndex = -1;
    element.dataset.dong = cell.getData()[KEY];
    return h("span", { text: shown });
  }

  // Draw what the table says otherwise now; a cell that is being typed in stays.
  renew() {
    for (const row of this.grid.getRows())
      for (const cell of row.getCells()) {
        const [before, now] = [cell.getValue(), this.view(row.getData()[KEY], cell.getField())];
        const isSame = before.shown === now.shown && !before.problems.length && !now.problems.length;
        if (!isSame && cell !== this.editing?.cell) cell.setValue(now, false);
      }
    this.mark(false);
  }

  // Show other rows than before.
  load() {
    this.grid.replaceData(this.data());
    this.here.row = Math.min(this.here.row, this.table.rows.length - 1);
    this.mark(false);
  }

  // --- where one stands --------------------------------------------------------------------------

  // Stand at the cell of a key and column name.
  go(key, name) {
    this.move(this.table.numbers.get(key) ?? 0, Math.max(this.order.indexOf(name), 0));
  }

  at() {
    const key = this.table.rows[this.here.row]?.key;
    return key === undefined ? null : { row: key, column: this.order[this.here.column] };
  }

  rowsChosen() {
    const { top, bottom } = this.range();
    return this.table.rows.slice(top, bottom + 1).map((row) => row.key);
  }

  range() {
    const [rows, columns] = ["row", "column"].map((one) => [this.here[one], this.anchor[one]]);
    return { top: Math.min(...rows), bottom: Math.max(...rows), left: Math.min(...columns), right: Math.max(...columns) };
  }

  // Move to a cell; with `extends_` what is chosen grows up to it.
  move(row, column, extends_ = false) {
    const last = this.table.rows.length - 1;
    this.here = { row: Math.max(0, Math.min(row, last)), column: Math.max(0, Math.min(column, this.order.length - 1)) };
    if (!extends_) this.anchor = this.here;
    const at = this.at();
    if (this.isLong && at) this.grid.scrollToRow(at.row, "nearest", false).then(() => this.mark());
    else this.mark();
    if (at) this.tell.moved(at.row, at.column);
  }

  cellAt(row, column) {
    const key = this.table.rows[row]?.key;
    return key === undefined ? null : this.grid.getRow(key)?.getCell(this.order[column]);
  }

  // Show where one stands and what is chosen; with `takesFocus` the cell gets it.
  mark(takesFocus = true) {
    const { top, bottom, left, right } = this.range();
    for (const one of this.element.querySelectorAll(".chon, .day")) {
      one.classList.remove("chon", "day");
      one.removeAttribute("aria-selected");
      one.tabIndex = -1;
    }
    for (let row = top; row <= bottom; row += 1)
      for (let column = left; column <= right; column += 1) {
        const element = this.cellAt(row, column)?.getElement();
        element?.classList.add("chon");
        element?.setAttribute("aria-selected", "true");
      }
    const cell = this.cellAt(this.here.row, this.here.column);
    if (!cell) return;
    const element = cell.getElement();
    element.classList.add("day");
    element.tabIndex = 0;
    if (takesFocus || document.activeElement === document.body) element.focus({ preventScroll: true });
    this.scrollTo(element);
    if (!this.editing) this.say(cell.getValue());
  }

  // Bring a cell into view beside the frozen column.
  scrollTo(element) {
    const holder = this.element.querySelector(".tabulator-tableholder");
    const [box, cell] = [holder.getBoundingClientRect(), element.getBoundingClientRect()];
    const frozen = this.cellAt(0, 0)?.getElement().offsetWidth ?? 0;
    if (this.here.column > 0) {
      if (cell.left < box.left + frozen) holder.scrollLeft -= box.left + frozen - cell.left;
      else if (cell.right > box.right) holder.scrollLeft += Math.min(cell.right - box.right, cell.left - box.left - frozen);
    } else holder.scrollLeft = 0;
    if (cell.top < box.top) holder.scrollTop -= box.top - cell.top;
    else if (cell.bottom > box.top + holder.clientHeight) holder.scrollTop += cell.bottom - box.top - holder.clientHeight;
  }

  // Say what is wrong in the cell (`problems` of what a check answers), below it.
  say(answer) {
    const cell = this.cellAt(this.here.row, this.here.column)?.getElement();
    const said = answers(answer, this.editing && ((text) => this.retype(text)));
    this.bubble.hidden = !said.length || !cell;
    this.bubble.replaceChildren(...said);
    const isWrong = answer.problems.some((one) => one.severity === "error");
    this.editing?.input.setAttribute("aria-invalid", isWrong);
    cell?.setAttribute("aria-invalid", isWrong);
    if (this.bubble.hidden) return;
    const [box, place] = [this.element.getBoundingClientRect(), cell.getBoundingClientRect()];
    const left = Math.max(0, Math.min(place.left - box.left, box.width - this.bubble.offsetWidth));
    this.bubble.style.left = `${left}px`;
    this.bubble.style.top = `${place.bottom - box.top + 4}px`;
  }

  // --- editing -----------------------------------------------------------------------------------

  // Edit the cell where one stands; with `typed` in place of its text.
  edit(typed = null) {
    const { column } = this.at() ?? {};
    if (!column) return;
    if (column === this.table.key) {
      announce("Khóa của dòng không sửa ở đây.");
      return;
    }
    this.typed = typed;
    this.cellAt(this.here.row, this.here.column).edit(true);
  }

  editor(cell, onRendered, cancel) {
    const at = { row: cell.getData()[KEY], column: cell.getField() };
    const input = h("input", {
      class: "nhap",
      value: this.typed ?? this.table.text(at.row, at.column),
      "aria-label": this.table.cellTitle(at.row, at.column),
      "aria-describedby": "tin-o",
      autocomplete: "off",
      list: this.table.column(at.column).values ? "gia-tri-co-the" : null,
    });
    const isTyped = this.typed !== null;
    this.typed = null;
    const isChanged = () => input.value !== this.table.text(at.row, at.column);
    this.editing = { cell, input, at, cancel, isTyped, isChanged };
    onRendered(() => {
      input.focus({ preventScroll: true });
      if (!isTyped) input.select();
    });
    input.addEventListener("input", () => this.check(at.row, at.column, input.value));
    input.addEventListener("keydown", (event) => this.onEditorKey(event));
    input.addEventListener("blur", () => this.finish(true));
    return input;
  }

  onEditorKey(event) {
    event.stopPropagation();
    if (event.isComposing) return;
    const { key, shiftKey } = event;
    const arrows = this.editing.isTyped ? { ArrowUp: [-1, 0], ArrowDown: [1, 0] } : {};
    const steps = { Enter: [shiftKey ? -1 : 1, 0], Tab: [0, shiftKey ? -1 : 1], ...arrows }[key];
    if (key === "Escape") this.finish(false);
    else if (steps) {
      this.finish(true);
      this.move(this.here.row + steps[0], this.here.column + steps[1]);
    } else return;
    event.preventDefault();
  }

  // Another text in the cell that is being typed in.
  retype(text) {
    const { input, at } = this.editing;
    input.value = text;
    input.focus();
    this.check(at.row, at.column, text);
  }

  // End editing; `keeps` what was typed.
  finish(keeps) {
    if (!this.editing) return;
    const { cell, input, at, cancel } = this.editing;
    const text = input.value.trim();
    this.editing = null;
    cancel();
    const isNew = keeps && text !== this.table.text(at.row, at.column);
    if (isNew) cell.setValue({ shown: text, problems: [] }, false);
    this.mark(!document.activeElement || this.element.contains(document.activeElement));
    if (isNew) this.tell.keep([{ ...at, text }]).catch(failed);
  }

  // --- keys, mouse, clipboard ----------------------------------------------------------------------

  listen(place) {
    place.addEventListener("keydown", (event) => this.onKey(event));
    place.addEventListener("mousedown", (event) => this.onMouse(event, event.shiftKey));
    place.addEventListener("mouseover", (event) => event.buttons === 1 && this.onMouse(event, true));
    place.addEventListener("copy", (event) => this.copy(event));
    place.addEventListener("cut", (event) => this.copy(event) && this.clear());
    place.addEventListener("paste", (event) => this.paste(event));
    this.grid.on("tableBuilt", () => this.describe(place));
  }

  // What screen readers say of the grid.
  describe(place) {
    place.setAttribute("aria-label", `Bảng ${this.table.title}`);
    place.setAttribute("aria-describedby", "phim-bang");
    place.setAttribute("aria-multiselectable", "true");
    place.setAttribute("aria-colcount", this.order.length);
    place.querySelector(".tabulator-tableholder").removeAttribute("tabindex");
  }

  onMouse(event, extends_) {
    const cell = event.target.closest(".tabulator-cell");
    if (!cell || event.target.closest("input") || event.button !== 0) return;
    const row = this.table.numbers.get(cell.dataset.dong);
    const column = Number(cell.getAttribute("aria-colindex")) - 1;
    if (row === undefined || (extends_ && row === this.here.row && column === this.here.column)) return;
    event.preventDefault();
    this.finish(true);
    this.move(row, column, extends_);
  }

  onKey(event) {
    if (this.editing || event.altKey) return;
    const { key, shiftKey } = event;
    const far = event.ctrlKey || event.metaKey;
    const { row, column } = this.here;
    const [lastRow, lastColumn] = [this.table.rows.length - 1, this.order.length - 1];
    const to = {
      ArrowUp: [far ? 0 : row - 1, column],
      ArrowDown: [far ? lastRow : row + 1, column],
      ArrowLeft: [row, far ? 0 : column - 1],
      ArrowRight: [row, far ? lastColumn : column + 1],
      PageUp: [row - PAGE, column],
      PageDown: [row + PAGE, column],
      Home: [far ? 0 : row, 0],
      End: [far ? lastRow : row, lastColumn],
    }[key];
    if (to) this.move(...to, shiftKey);
    else if (key === "Tab") {
      if (!this.tab(shiftKey ? -1 : 1)) return;
    } else if (key === "Enter" || key === "F2") this.edit();
    else if (key === "Escape") this.tell.leave();
    else if (key === "Delete" || key === "Backspace") this.clear();
    else if (far && key.toLowerCase() === "a") this.chooseAll();
    else if (!far && (key.length === 1 || key === "Process" || key === "Unidentified")) {
      this.edit("");
      return; // the key goes into the field
    } else return;
    event.preventDefault();
  }

  // One cell on, to the next row at the end of one; at the end of the table Tab leaves it.
  tab(step) {
    const number = this.here.row * this.order.length + this.here.column + step;
    if (number < 0 || number >= this.table.rows.length * this.order.length) return false;
    this.move(Math.floor(number / this.order.length), number % this.order.length);
    return true;
  }

  chooseAll() {
    this.anchor = { row: 0, column: 0 };
    this.here = { row: this.table.rows.length - 1, column: this.order.length - 1 };
    this.mark();
  }

  // Each cell that is chosen: function(row, column) of its numbers in what is chosen.
  chosen(text) {
    const { top, bottom, left, right } = this.range();
    const cells = [];
    for (let row = top; row <= bottom; row += 1)
      for (let column = left; column <= right; column += 1)
        if (this.order[column] !== this.table.key)
          cells.push({ row: this.table.rows[row].key, column: this.order[column], text: text(row - top, column - left) });
    return cells;
  }

  clear() {
    this.tell.keep(this.chosen(() => ""), "Xóa nội dung ô").catch(failed);
  }

  copy(event) {
    if (this.editing) return false;
    const { top, bottom, left, right } = this.range();
    const names = this.order.slice(left, right + 1);
    put(event.clipboardData, this.table.rows.slice(top, bottom + 1).map(({ key }) => names.map((name) => this.table.text(key, name))));
    event.preventDefault();
    announce(`Đã chép ${(bottom - top + 1) * names.length} ô`);
    return true;
  }

  paste(event) {
    if (this.editing) return;
    event.preventDefault();
    const block = blockOf(event.clipboardData);
    if (block) this.put(block).catch(failed);
  }

  // Put a block at the first cell chosen: one value into all that are chosen.
  async put(block) {
    const { top, bottom, left, right } = this.range();
    const [height, width] = [block.length, Math.max(...block.map((row) => row.length))];
    if (height === 1 && width === 1) return this.tell.keep(this.chosen(() => block[0][0]), "Dán một giá trị");
    const [room, wide] = [this.table.rows.length - top, this.order.length - 1 - left];
    if ((height > room || width > wide) && !(await asksToCut(height, width, room, wide))) return undefined;
    this.anchor = { row: top, column: left };
    this.here = { row: Math.min(top + height, this.table.rows.length) - 1, column: Math.min(left + width, this.order.length - 1) - 1 };
    const cells = this.chosen((row, column) => block[row]?.[column] ?? null).filter((cell) => cell.text !== null);
    this.mark();
    await this.tell.keep(cells, `Dán ${height} dòng, ${width} cột`);
    return { bottom, right };
  }
}

// Whether a block that is larger than the table's rest is to be pasted as far as it goes.
const asksToCut = (height, width, room, wide) =>
  ask(
    "Khối dán lớn hơn bảng",
    (form) =>
      form.append(
        h("p", {
          text: `Khối có ${height} dòng, ${width} cột; từ ô này bảng còn ${room} dòng, ${wide} cột. Thêm dòng trước rồi dán lại, hoặc chỉ dán phần vừa.`,
        }),
      ),
    [["Thôi", ""], ["Chỉ dán phần vừa", "cat", true]],
  );
