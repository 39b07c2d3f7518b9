// A table as the desk knows it: its cells, what is wrong in them, and how they are kept.

import { ApiError, get, post } from "./api.js";
import { changedElsewhere, failed, saved, unanswered } from "./desk.js";
import { ask, h, notice } from "./dom.js";
import { messages } from "./messages.js";
import { grouped, outsideLimits } from "./numbers.js";
import { askCorrection } from "./correction.js";
import { askConflict } from "./conflict.js";

const WAIT = 30; // milliseconds: keys that come together are checked once

// "2022/table.row.column" in its parts.
export function partsOf(address) {
  const [year, place] = address.split("/");
  const [name, row, column] = place.split(".");
  return { year, name, row, column };
}

// The table of an address; one that the year has not is asked of what holds for all years.
export async function readTable({ year, name }) {
  try {
    return new Table(await get(`table/${year}/${name}`));
  } catch (error) {
    if (error.status !== 404 || year === "chung") throw error;
    return new Table(await get(`table/chung/${name}`));
  }
}

export class Table {
  constructor(json) {
    this.queue = Promise.resolve();
    this.take(json);
  }

  // Take over what the server says of the table now.
  take(json) {
    const { name, year, title, description, source, path, key, label, columns, rows, rules, uses } = json;
    Object.assign(this, { json, name, year, title, description, source, path, key, label, columns, rows, rules, uses });
    this.numbers = new Map(rows.map((row, number) => [row.key, number]));
    this.byKey = new Map(json.rows.map((row) => [row.key, row]));
    this.wrong = Map.groupBy(json.problems, (one) => one.address);
  }

  // The columns as they are shown: what a row is called first, its key last.
  get order() {
    const names = this.columns.map((one) => one.name);
    const between = names.filter((name) => name !== this.label && name !== this.key);
    return [...new Set([this.label, ...between, this.key])];
  }

  get url() {
    return `table/${this.year}/${this.name}`;
  }

  address(row, column) {
    return `${this.year}/${this.name}.${row}.${column}`;
  }

  text(row, column) {
    return this.byKey.get(row)?.cells[column]?.text ?? "";
  }

  // As readers see it, without the unit that the head of the column has already.
  shown(row, column) {
    const { text = "", shown } = this.byKey.get(row)?.cells[column] ?? {};
    const { unit } = this.column(column);
    if (!text || !shown) return text;
    return unit && shown.endsWith(unit) ? shown.slice(0, -unit.length).trimEnd() : shown;
  }

  problems(row, column) {
    return this.wrong.get(this.address(row, column)) ?? [];
  }

  // What a cell counts in: the column's unit, or the one that its row names.
  unit(row, column) {
    const { unit, unit_column: named } = this.column(column);
    return unit || (named && this.text(row, named)) || "";
  }

  column(name) {
    return this.columns.find((one) => one.name === name);
  }

  // What a row is called.
  rowTitle(key) {
    return this.text(key, this.label) || key;
  }

  cellTitle(row, column) {
    return `${this.column(column)?.title ?? column} · ${this.rowTitle(row)}`;
  }

  rulesOf(row, column) {
    return this.rules.filter((rule) => rule.cells.includes(this.address(row, column)));
  }

  pagesOf(row, column) {
    const address = this.address(row, column);
    return this.uses.find((use) => use.address === address)?.pages ?? [];
  }

  // Keep texts of cells ([{row, column, text}]), one step; calls wait for each other. Gives those
  // that stand now as they were asked for, or false.
  keep(cells, label) {
    const work = this.queue.then(() => this.keepNow(cells, label));
    this.queue = work.catch(() => false);
    return work;
  }

  async keepNow(cells, label) {
    const changed = cells
      .map((cell) => ({ ...cell, was: cell.was ?? this.text(cell.row, cell.column) }))
      .filter((cell) => cell.text !== cell.was);
    if (!changed.length) return cells;
    const asked = { cells: changed, label };
    try {
      this.kept(await post(`${this.url}/cells`, asked));
      return cells;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.body.needs_correction) return (await this.correct(asked, changed)) && cells;
      if (error.body.conflicts) return this.settle(error.body.conflicts, label);
      if (error.body.unread?.length < changed.length) return this.keepRead(error, changed, label);
      if (!error.status) return unanswered(error, this.titles(changed), () => this.keepAgain(changed, label)) ?? false;
      failed(error);
      return false;
    }
  }

  kept(answer) {
    if (answer.table) this.take(answer.table);
    saved(answer);
    return true;
  }

  // Published figures change with a reason only, which stands in the list of corrections; one that
  // its column does not take is none to ask for. Says what rules computed anew.
  async correct(asked, cells) {
    const wrong = cells.map(({ row, column, text }) => [this.cellTitle(row, column), text && outsideLimits(this.column(column), text)]).find(([, why]) => why);
    if (wrong) {
      notice(`${wrong[0]}: ${wrong[1]} Số cũ còn nguyên.`, "loi");
      return false;
    }
    const plan = await post(`${this.url}/cells`, { ...asked, try: true }).catch(() => ({}));
    const before = new Map(this.rows.flatMap(({ key, cells: all }) => Object.entries(all).map(([name, { text }]) => [`${key}.${name}`, text])));
    const own = new Set(cells.map(({ row, column }) => `${row}.${column}`));
    const told = new Map((plan.changes ?? []).map((one) => [one.address, one]));
    const titled = cells.map((cell) => this.asReadersSee(cell, told.get(this.address(cell.row, cell.column))));
    const isKept = await askCorrection(titled, plan, async (decision) =>
      this.kept(await post(`${this.url}/cells`, { ...asked, decision })),
    );
    const computed = [...before].filter(([place, text]) => {
      const [row, column] = place.split(".");
      return !own.has(place) && this.text(row, column) !== text;
    });
    if (isKept && computed.length)
      notice(`Máy tính lại theo quy tắc: ${computed.map(([place, text]) => this.changeTitle(place, text)).join("; ")}.`);
    return isKept;
  }

  // A change of a cell with its unit; from what readers know, where the server tells.
  asReadersSee({ row, column, was, text }, told = {}) {
    const { number } = this.column(column);
    const unit = this.unit(row, column);
    const shown = (value) => (value && number ? [grouped(value), unit].filter(Boolean).join(" ") : value);
    return {
      title: this.cellTitle(row, column),
      unit,
      was: told.old ?? was,
      text: told.new ?? text,
      old: told.old_shown ?? shown(was),
      now: told.new_shown ?? shown(text),
    };
  }

  changeTitle(place, before) {
    const [row, column] = place.split(".");
    return `${this.cellTitle(row, column)} ${before} → ${this.text(row, column)}`;
  }

  // Somebody else changed the same cells: the editor chooses, cell by cell.
  async settle(conflicts, label) {
    this.take(await get(this.url));
    const titled = conflicts.map((one) => ({ ...one, title: this.cellTitle(one.row, one.column) }));
    const mine = await askConflict(titled);
    if (!mine) return false;
    const cells = mine.map(({ row, column, now, yours }) => ({ row, column, text: yours, was: now }));
    if (cells.length) return this.keepNow(cells, label);
    this.kept({});
    return cells;
  }

  async keepAgain(cells, label) {
    if (await this.keep(cells, label)) changedElsewhere();
  }

  // Some cells of a block cannot be read, and none is kept: the others are, where the editor says so,
  // and a mend is of the block.
  async keepRead({ problems, body: { unread } }, cells, label) {
    const isOf = (cell) => (one) => one.row === cell.row && one.column === cell.column;
    const chosen = await ask(
      "Có ô không ghi được",
      (form, close) =>
        form.append(
          h("p", { text: `Chưa ô nào được ghi, vì không đọc được ${unread.length} ô. Ghi các ô còn lại thì ô không đọc được giữ giá trị cũ.` }),
          ...problems.flatMap((problem) => [h("h3", { text: problem.title ?? "" }), ...messages([problem], (_, mend) => close(mend))]),
        ),
      [["Thôi", ""], ["Ghi các ô còn lại", "ghi", true]],
    );
    if (!chosen) return false;
    if (chosen === "ghi") return this.keepNow(cells.filter((cell) => !unread.some(isOf(cell))), label);
    return this.keepNow(cells.map((cell) => (isOf(chosen)(cell) ? { ...cell, text: chosen.text } : cell)), label);
  }

  // What cells are called, and what they are to say.
  titles(cells) {
    const [{ row, column, text }] = cells;
    return cells.length === 1 ? `${this.cellTitle(row, column)}, ${text || "để trống"}` : `${cells.length} ô`;
  }

  // Add and remove rows, one step; gives whether that was kept.
  async changeRows(change) {
    const asked = { add: [], remove: [], ...change };
    try {
      return this.kept(await post(`${this.url}/rows`, asked));
    } catch (error) {
      if (!error.body?.needs_correction) throw error;
    }
    const rows = [
      ...asked.add.map(({ cells }) => ({ title: "Thêm dòng", now: cells[this.label] })),
      ...asked.remove.map((key) => ({ title: "Xóa dòng", old: this.rowTitle(key) })),
    ];
    const plan = await post(`${this.url}/rows`, { ...asked, try: true }).catch(() => ({}));
    return askCorrection(rows, plan, async (decision) =>
      this.kept(await post(`${this.url}/rows`, { ...asked, decision })),
    );
  }

  // What a text in a cell would be read as, and what would be wrong with it.
  async tried(row, column, text) {
    const { cells } = await post(`${this.url}/try`, { cells: [{ row, column, text }] });
    return cells[0];
  }

  // What would be wrong with a text in a cell: asked as it is typed, `show` hears of the newest.
  checker(show) {
    let newest = 0;
    return async (row, column, text) => {
      const number = (newest += 1);
      await new Promise((done) => setTimeout(done, WAIT));
      if (number !== newest) return;
      try {
        const answer = await this.tried(row, column, text);
        if (number === newest) show(answer);
      } catch (error) {
        failed(error);
      }
    };
  }
}
