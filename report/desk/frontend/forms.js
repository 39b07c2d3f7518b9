// The panel of what is new: a form each for a table, a chart, a note, a document, a correction and
// a page. The server does what the manual says to do by hand, as one step, or says why not.

import { ApiError, get, post } from "./api.js";
import { blockOf } from "./clipboard.js";
import { failed, openFigure, openPage, openWords, saved } from "./desk.js";
import { announce, ask, field, h, notice, wrong } from "./dom.js";
import { pick } from "./picker.js";
import { shownUrl } from "./site.js";

const FORMS = [
  ["bang", "Bảng số liệu", "Một bảng mới: các cột, các dòng, dán được từ Excel.", tableForm],
  ["bieu-do", "Biểu đồ", "Vẽ một bảng đã có, đặt vào một bài.", chartForm],
  ["chu-thich", "Chú thích", "Dấu ở cuối một câu, lời ở cuối bài.", noteForm],
  ["van-ban", "Văn bản", "Một văn bản trong danh mục, để bài viết dẫn.", documentForm],
  ["dinh-chinh", "Đính chính", "Sửa một số đã công bố: lý do, ai quyết định.", correctionForm],
  ["trang", "Trang của năm", "Một bài mới trong báo cáo, có đề mục trong bố cục.", pageForm],
];
const CHART_KINDS = [
  ["", "So các dòng (thanh)"],
  ["giam_dan", "Xếp từ lớn đến nhỏ"],
  ["thay_doi", "So với năm trước, theo cột tăng giảm"],
  ["toan_bo", "Phần của toàn bộ"],
  ["thuc_hien", "Kết quả so với chỉ tiêu"],
  ["xep_o", "Mỗi nơi một ô"],
  ["so_lon", "Con số lớn cạnh nhau"],
  ["nam", "Qua các năm"],
];
const WIDE_TEXT = ["trich_yeu", "ghi_chu"];

let panel = null;
let choices = null;

export async function openForms(element) {
  panel = element;
  choices = await get("forms");
  panel.replaceChildren(
    h("h2", { text: "Thêm mới" }),
    h(
      "ul",
      { class: "them-moi" },
      FORMS.map(([name, title, explained, make]) =>
        h("li", {}, h("button", { type: "button", "data-mau": name, onclick: () => show(title, make) }, h("b", { text: title }), h("small", { text: explained }))),
      ),
    ),
  );
}

// Open a form at once, with some of its fields filled.
export async function openForm(element, name, values) {
  await openForms(element);
  const [, title, , make] = FORMS.find(([one]) => one === name);
  show(title, make);
  for (const [one, text] of Object.entries(values)) panel.querySelector(`[id="bm-${one}"]`).value = text;
}

function show(title, make) {
  const form = h("form", { class: "bieu-mau", novalidate: true });
  const back = h("button", { type: "button", text: "← Các biểu mẫu khác", onclick: () => openForms(panel).catch(failed) });
  panel.replaceChildren(back, h("h2", { text: title }), form);
  document.getElementById("thong-bao").replaceChildren(); // of what was done before
  make(form);
  form.querySelector("input, select, textarea")?.focus();
}

// --- parts of forms ----------------------------------------------------------------------------

const input = (name, more = {}) => h("input", { id: `bm-${name}`, name, autocomplete: "off", ...more });
const area = (name, more = {}) => h("textarea", { id: `bm-${name}`, name, rows: 3, ...more });
const option = ([value, text], chosen) => h("option", { value, text, selected: String(value) === String(chosen) });
const select = (name, options, chosen = "") => h("select", { id: `bm-${name}`, name }, options.map((one) => option(one, chosen)));
const check = (name, text, on = false) => h("label", { class: "truong-o" }, h("input", { type: "checkbox", name, checked: on }), text);
const submit = (text) => h("div", { class: "hang" }, h("button", { type: "submit", class: "chinh", text }), h("p", { class: "sai", role: "alert", "data-chung": true }));

const urlOf = (uri) => `/${uri.replace(/\.md$/, "/").replace(/(^|\/)index\/$/, "$1")}`;
const shownPage = () => choices.pages.find(({ uri }) => urlOf(uri) === decodeURI(shownUrl()));
const yearNow = () => shownPage()?.year ?? choices.year;

// Page and place on it, as two fields that belong together.
function pageFields(form, label, withPlace = true) {
  const reports = choices.pages.filter((one) => one.year !== null);
  const others = choices.pages.filter((one) => one.year === null);
  const chosen = shownPage()?.uri ?? reports[0]?.uri;
  const page = select("trang", [...reports, ...others].map(({ uri, title }) => [uri, title]), chosen);
  const place = select("dong_trang", []);
  const fill = () => {
    const { sections = [] } = choices.pages.find(({ uri }) => uri === page.value) ?? {};
    const ends = sections.slice(0, -1).map(({ title, line }) => [line, `Cuối mục “${title}”`]);
    place.replaceChildren(option(["", "Cuối bài"], ""), ...ends.map((one) => option(one, "")));
  };
  page.addEventListener("change", fill);
  fill();
  form.append(field(label, page), ...(withPlace ? [field("Chỗ trong bài", place)] : []));
  return { page, place };
}

// What the fields of a form say, by their names.
function values(form) {
  const found = {};
  for (const one of form.elements) if (one.name && !one.closest("[data-rieng]")) found[one.name] = one.type === "checkbox" ? one.checked : one.value;
  if (found.dong_trang !== undefined) found.dong_trang = Number(found.dong_trang) || null;
  return found;
}

// Send a form when it is submitted: `ask()` gives what is sent, `done(answer)` shows what came.
function onSubmit(form, path, asked, done) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clear(form);
    const button = form.querySelector("[type=submit]");
    button.disabled = true;
    try {
      const answer = await post(path, asked());
      saved(answer);
      announce(answer.label ?? "Đã ghi");
      done(answer);
    } catch (error) {
      if (error instanceof ApiError && error.problems.length) showWrong(form, error.problems);
      else failed(error);
    } finally {
      button.disabled = false;
    }
  });
}

function clear(form) {
  for (const one of form.querySelectorAll("[aria-invalid]")) one.removeAttribute("aria-invalid");
  for (const one of form.querySelectorAll(".sai")) one.textContent = "";
}

// Write problems at their fields; those of no field at the button.
function showWrong(form, problems) {
  const general = [];
  let first = null;
  for (const { field: name, text, mend, line, path } of problems) {
    const element = name && form.querySelector(`[id="bm-${name}"]`);
    const row = name === "dong" && line > 1 ? `Dòng ${line - 1}: ` : "";
    const said = `${row}${row ? text : text[0].toUpperCase() + text.slice(1)} ${mend}`;
    if (element && document.getElementById(`${element.id}-sai`)) {
      wrong(element, said);
      first ??= element;
    } else general.push(path ? `${path.split("/").at(-1)}, dòng ${line}: ${said}` : said);
  }
  form.querySelector("[data-chung]").textContent = general.join(" ");
  if (general.length) form.querySelector("[data-chung]").scrollIntoView({ block: "nearest" });
  (first ?? form.querySelector("[type=submit]")).focus();
}

// --- a table -----------------------------------------------------------------------------------

function tableForm(form) {
  const year = select("nam", [...choices.years.map((one) => [one, `Năm ${one}`]), ["chung", "Dùng chung cho mọi năm"]], yearNow());
  const alike = choices.alike[yearNow()] ?? {};
  form.append(
    field("Bảng của", year),
    field("Tiêu đề bảng", input("tieu_de"), "Người đọc thấy ở đầu bảng. Ví dụ: Vi phạm về trật tự xã hội."),
    field("Lời tả bảng", input("mo_ta"), "Một câu: bảng nói gì, theo báo cáo nào."),
    field("Mục của báo cáo", input("muc"), "Ví dụ: Phần thứ nhất, mục II.1.1."),
    field("Kỳ số liệu", input("ky", { value: alike.ky ?? "" })),
    field("Số liệu tính đến", input("thoi_diem", { value: alike.thoi_diem ?? "" })),
    field("Cơ quan phụ trách", input("co_quan", { value: alike.co_quan ?? "" })),
    columnsPart(),
    field(
      "Các dòng",
      area("dong", { rows: 6, spellcheck: "false", onpaste: pasteRows }),
      "Dán từ Excel, hoặc mỗi dòng một hàng: tên dòng, rồi các số, cách nhau bằng phím Tab hoặc dấu “|”. Số còn thiếu thì điền ở bảng sau.",
    ),
    field("Tên tệp", input("ten"), "Để trống thì lấy từ tiêu đề, bỏ dấu. Ví dụ: vi-pham-trat-tu."),
  );
  pageFields(form, "Bảng hiện ở bài");
  form.append(submit("Thêm bảng"));
  onSubmit(
    form,
    "form/bang",
    () => ({ ...values(form), cot: columnsOf(form), dong: rowsOf(form.elements.dong.value) }),
    (answer) => {
      notice(`Đã thêm bảng vào bài. Xem lại các số ở bảng vừa mở.`);
      openPage(answer.url);
      openFigure(answer.address);
    },
  );
}

function columnsPart() {
  const rows = h("div", { class: "bieu-mau", "data-cac-cot": true });
  const add = (isFirst = false) => {
    const row = columnRow(rows.children.length + 1, isFirst);
    rows.append(row);
    return row;
  };
  add(true);
  add();
  const more = h("button", { type: "button", text: "Thêm cột", onclick: () => add().querySelector("input").focus() });
  return h(
    "fieldset",
    { "data-rieng": true, id: "bm-cot", tabindex: "-1", "aria-describedby": "bm-cot-sai" },
    h("legend", { text: "Các cột" }),
    rows,
    h("div", { class: "hang" }, more),
    h("p", { id: "bm-cot-sai", class: "sai", role: "alert" }),
  );
}

function columnRow(number, isFirst) {
  const id = `bm-cot-${number}-${Math.random().toString(36).slice(2, 7)}`;
  const labelled = (text, element) => h("div", { class: "truong" }, h("label", { for: element.id, text }), element);
  const title = h("input", { id: `${id}-ten`, "data-cot": "tieu_de" });
  if (isFirst)
    return h("div", { class: "cot-hang" }, labelled("Tên cột đầu", title), h("small", { text: "Cột này ghi tên từng dòng. Ví dụ: Loại vi phạm." }));
  const kind = h("select", { id: `${id}-kieu`, "data-cot": "kieu" }, Object.entries(choices.column_kinds).map((one) => option(one, "integer")));
  const unit = h("input", { id: `${id}-dv`, "data-cot": "don_vi" });
  const row = h("div", { class: "cot-hang" });
  row.append(
    labelled(`Tên cột ${number}`, title),
    labelled("Kiểu", kind),
    labelled("Đơn vị", unit),
    h("label", { class: "truong-o" }, h("input", { type: "checkbox", "data-cot": "bat_buoc" }), "Bắt buộc"),
    h("button", { type: "button", text: "Bỏ", "aria-label": `Bỏ cột ${number}`, onclick: () => row.remove() }),
  );
  return row;
}

const columnsOf = (form) =>
  [...form.querySelectorAll(".cot-hang")].map((row) =>
    Object.fromEntries([...row.querySelectorAll("[data-cot]")].map((one) => [one.dataset.cot, one.type === "checkbox" ? one.checked : one.value])),
  );

// A block of a spreadsheet as text: a row a line, no line break in a cell.
function pasteRows(event) {
  const rows = blockOf(event.clipboardData);
  if (!rows?.some((row) => row.length > 1)) return;
  event.preventDefault();
  const text = rows.map((row) => row.map((cell) => cell.replace(/\s+/g, " ").trim()).join("\t")).join("\n");
  const { selectionStart, selectionEnd } = event.target;
  event.target.setRangeText(text, selectionStart, selectionEnd, "end");
}

const rowsOf = (text) =>
  text
    .split(/\r?\n/)
    .filter((line) => line.trim())
    .map((line) => line.split(line.includes("\t") ? "\t" : "|").map((cell) => cell.trim()));

// --- a chart -----------------------------------------------------------------------------------

function chartForm(form) {
  const { page, place } = pageFields(form, "Biểu đồ hiện ở bài");
  const table = select("bang", []);
  const columns = h("div", { class: "cac-cot" });
  const kind = select("kieu", CHART_KINDS);
  const more = h("div", { "data-rieng": true });
  const tables = () => {
    const year = choices.pages.find(({ uri }) => uri === page.value)?.year ?? choices.year;
    const fitting = choices.tables.filter((one) => [String(year), "chung"].includes(one.folder));
    const drawn = fitting.filter((one) => one.columns.some((column) => column.number));
    table.replaceChildren(...drawn.map((one) => option([one.name, one.title], table.value)));
    showColumns();
  };
  const chosenTable = () => choices.tables.find((one) => one.name === table.value);
  const showColumns = () => {
    const numbers = (chosenTable()?.columns ?? []).filter((one) => one.number || kind.value === "xep_o");
    columns.replaceChildren(...numbers.map((one, at) => h("label", { class: "truong-o" }, h("input", { type: "checkbox", "data-cot-ve": one.name, checked: at === 0 }), one.title)));
    showMore().catch(failed);
  };
  const showMore = async () => more.replaceChildren(...(await moreOfKind(kind.value, chosenTable())));
  page.addEventListener("change", tables);
  table.addEventListener("change", showColumns);
  kind.addEventListener("change", showColumns);
  form.append(
    field("Bảng", table),
    h("fieldset", { "data-rieng": true, id: "bm-cot", tabindex: "-1", "aria-describedby": "bm-cot-sai" }, h("legend", { text: "Cột để vẽ (một hoặc hai)" }), columns, h("p", { id: "bm-cot-sai", class: "sai", role: "alert" })),
    field("Cách vẽ", kind),
    more,
    submit("Thêm biểu đồ"),
  );
  form.prepend(h("p", { text: "Biểu đồ nào cũng kèm bảng số liệu, nguồn và lời tả." }));
  tables();
  onSubmit(
    form,
    "form/bieu-do",
    () => ({
      ...values(form),
      dong_trang: Number(place.value) || null,
      cot: [...columns.querySelectorAll(":checked")].map((one) => one.dataset.cotVe),
      phu: more.querySelector("[name=phu]")?.value ?? "",
    }),
    (answer) => {
      notice("Đã thêm biểu đồ vào bài.");
      openPage(answer.url);
      openWords(page.value, answer.line);
    },
  );
}

// The field that a kind of chart needs besides.
async function moreOfKind(kind, table) {
  if (!table) return [];
  if (kind === "thay_doi") return [field("Cột tăng, giảm", select("phu", table.columns.filter((one) => one.number).map(({ name, title }) => [name, title]), table.columns.find((one) => one.change_of)?.name))];
  if (kind === "toan_bo") {
    const { rows, label } = await get(`table/${table.folder}/${table.name}`);
    return [field("Dòng là toàn bộ", select("phu", rows.map(({ key, cells }) => [key, cells[label].shown])))];
  }
  if (kind === "xep_o") return [field("Bảng các nơi", select("phu", choices.tables.filter((one) => one.folder === table.folder || one.folder === "chung").map(({ name, title }) => [name, title])))];
  if (kind !== "thuc_hien") return [];
  const hidden = h("input", { type: "hidden", name: "phu" });
  const said = h("b", { text: "chưa chọn" });
  const choose = async () => {
    const offer = await pick({ page: shownPage()?.uri ?? "", kinds: ["so"], kind: "so" });
    if (!offer) return;
    hidden.value = offer.address.split("/")[1];
    said.textContent = `${offer.title}: ${offer.shown}`;
  };
  return [h("div", { class: "truong" }, h("span", { text: "Con số là kết quả: " }, said), hidden, h("button", { type: "button", text: "Chọn con số…", onclick: () => choose().catch(failed) }))];
}

// --- a note ------------------------------------------------------------------------------------

function noteForm(form) {
  const { page } = pageFields(form, "Bài", false);
  const line = select("dong", []);
  const fill = async () => {
    const { text } = await get(`page/${encodeURI(page.value)}`);
    line.replaceChildren(...linesOfWords(text).map((one) => option(one, "")));
  };
  page.addEventListener("change", () => fill().catch(failed));
  fill().catch(failed);
  const { parts, words } = noteFields();
  form.append(field("Chú thích cho câu", line), ...parts, field("Tên chú thích", input("ten"), "Để trống thì máy đặt. Người đọc không thấy tên này."), submit("Thêm chú thích"));
  onSubmit(
    form,
    "form/chu-thich",
    () => ({ ...values(form), dong: Number(line.value), loi: words() }),
    (answer) => {
      notice("Đã thêm chú thích: dấu ở cuối câu, lời ở cuối bài.");
      openPage(answer.url);
      openWords(page.value, Number(line.value));
    },
  );
}

// Lines of a page with words, without what calls look like.
function linesOfWords(text) {
  const head = /^---\n[\s\S]*?\n---\n/.exec(text)?.[0].split("\n").length ?? 1;
  return text
    .split("\n")
    .map((line, at) => [at + 1, line.replace(/\{\{.*?\}\}/g, "…").trim(), line.trim()])
    .filter(([number, words, line]) => number >= head && words && words !== "…" && !/^(#|\[\^|\{|!|\||```)/.test(line))
    .map(([number, words]) => [number, words.length > 110 ? `${words.slice(0, 108)}…` : words]);
}

// The words of a note, and a document that it cites; `words()` puts them together.
function noteFields() {
  let cited = "";
  const text = area("loi");
  const said = h("b", { text: "không" });
  const choose = async () => {
    const offer = await pick({ page: shownPage()?.uri ?? "", kinds: ["van_ban"], kind: "van_ban" });
    cited = offer?.insert ?? "";
    said.textContent = offer?.title ?? "không";
  };
  const button = h("button", { type: "button", text: "Chọn văn bản…", onclick: () => choose().catch(failed) });
  const parts = [field("Lời chú thích", text, "Ví dụ: Theo nghị quyết của Chính phủ. Văn bản chọn dưới đây đứng sau lời này."), h("div", { class: "hang" }, h("span", {}, "Dẫn văn bản: ", said), button)];
  return { parts, text, words: () => [text.value.trim(), cited && `${cited}.`].filter(Boolean).join(" ") };
}

// Ask for a note on a line of the page in the editor; gives the server's answer, or null.
export async function askNote({ uri, line, words }) {
  choices ??= await get("forms");
  const { parts, text, words: whole } = noteFields();
  let answer = null;
  await ask(
    "Chú thích cuối trang",
    (form) => form.append(h("p", {}, h("small", { text: `Cho câu: ${words.replace(/\{\{.*?\}\}/g, "…").slice(0, 160)}` })), ...parts),
    [
      ["Thôi", ""],
      ["Thêm chú thích", "them", true],
    ],
    async (value) => {
      if (!value) return true;
      try {
        answer = await post("form/chu-thich", { trang: uri, dong: line, loi: whole() });
        return true;
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        wrong(text, error.problems.map((one) => `${one.text} ${one.mend}`).join(" ") || error.message);
        text.focus();
        return false;
      }
    },
  );
  return answer;
}

// --- a document --------------------------------------------------------------------------------

function documentForm(form) {
  form.append(h("p", { text: "Chỉ ghi điều đã xác minh; ô khác để trống. Tên gọi ngắn để trống thì máy đặt từ loại, số, năm." }));
  const [key, ...columns] = choices.register;
  for (const { name, title, type, values: often } of [...columns, { ...key, title: "Tên gọi ngắn (khóa)" }]) {
    const list = often.length ? h("datalist", { id: `ds-${name}` }, often.map((value) => h("option", { value }))) : null;
    const element = WIDE_TEXT.includes(name) ? area(name, { rows: 2 }) : input(name, list ? { list: list.id } : {});
    form.append(field(title, element, type === "date" ? "Ngày, tháng, năm đủ chữ số. Ví dụ: 28/01/2022." : ""), ...(list ? [list] : []));
  }
  form.append(submit("Thêm văn bản"));
  onSubmit(form, "form/van-ban", () => values(form), (answer) => {
    notice("Đã thêm văn bản vào danh mục. Chèn vào bài bằng nút “Chèn số liệu, bảng, văn bản…”.");
    openFigure(answer.address);
  });
}

// --- a correction ------------------------------------------------------------------------------

function correctionForm(form) {
  const address = h("input", { type: "hidden", name: "address" });
  const chosen = h("p", { text: "Chưa chọn con số." });
  const choose = async () => {
    const offer = await pick({ page: shownPage()?.uri ?? "", kinds: ["so"], kind: "so" });
    if (!offer) return;
    address.value = offer.address;
    chosen.replaceChildren(`${offer.title}: `, h("b", { text: offer.shown }));
    form.elements.value.focus();
  };
  const today = new Date();
  const day = [today.getDate(), today.getMonth() + 1].map((one) => String(one).padStart(2, "0")).join("/");
  form.append(
    h("p", { text: "Số đã công bố đổi thì trang ghi công khai một dòng đính chính. Số tính từ số này đổi theo." }),
    h("div", { class: "khung" }, chosen, address, h("button", { type: "button", text: "Chọn con số…", onclick: () => choose().catch(failed) })),
    field("Giá trị mới", input("value"), "Chỉ ghi số, không ghi đơn vị. Để trống là bỏ con số."),
    field("Lý do", area("reason"), "Người đọc thấy câu này. Ví dụ: Báo cáo đếm sót một vụ."),
    field("Ai quyết định", input("decided_by"), "Chức danh, cơ quan. Ví dụ: Chủ tịch Ủy ban nhân dân huyện."),
    field("Ngày quyết định", input("day", { value: `${day}/${today.getFullYear()}` }), "Ngày/tháng/năm, ví dụ 05/03/2023."),
    submit("Ghi đính chính"),
  );
  form.addEventListener(
    "submit",
    (event) => {
      const right = [wrong(form.elements.reason, form.elements.reason.value.trim() ? "" : "Cần ghi lý do."), wrong(form.elements.decided_by, form.elements.decided_by.value.trim() ? "" : "Cần ghi ai quyết định.")];
      form.querySelector("[data-chung]").textContent = address.value ? "" : "Hãy chọn con số cần đính chính.";
      if (address.value && right.every(Boolean)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      form.querySelector("[aria-invalid]")?.focus();
    },
    true,
  );
  onSubmit(form, "correction", () => values(form), (answer) => {
    const { changes = [] } = answer;
    notice(`Đã ghi đính chính: ${changes.map((one) => `${one.title}: ${one.old} → ${one.new}`).join("; ")}`);
    openFigure(address.value);
  });
}

// --- a page of the year ------------------------------------------------------------------------

function pageForm(form) {
  const year = select("nam", choices.years.map((one) => [one, `Năm ${one}`]), yearNow());
  const place = select("cho", []);
  const fill = () => {
    const headings = choices.outlines[year.value] ?? [];
    const indent = (level) => "\u2003".repeat(level);
    place.replaceChildren(option(["", "Cấp cao nhất, sau phần cuối"], ""), ...headings.map((one) => option([one.place, `${indent(one.level)}Dưới: ${one.title}`], "")));
    const beside = headings.find(({ page }) => page && page === shownPage()?.uri) ?? headings.find(({ page }) => page);
    place.value = beside?.place.replace(/\.?\d+$/, "") ?? "";
  };
  year.addEventListener("change", fill);
  fill();
  form.append(
    field("Báo cáo", year),
    field("Tên trang", input("tieu_de"), "Đứng ở đầu trang và trong mục lục."),
    field("Lời giới thiệu", input("mo_ta"), "Một câu, hiện ra khi tìm kiếm và khi chia sẻ trang."),
    field("Chỗ trong báo cáo đã ký", input("muc"), "Ví dụ: Phần thứ nhất, mục II.1.1. Có thể để trống."),
    field("Đặt trong bố cục", place, "Trang đứng cuối mục đã chọn."),
    field("Bài", area("loi", { rows: 8 }), "Mỗi câu một dòng; dòng trống ngăn hai đoạn; không gõ số. Để trống thì trang ghi “chờ viết”. Số liệu chèn sau, ở thẻ Bài viết."),
    field("Tên tệp", input("ten"), "Để trống thì lấy từ tên trang, bỏ dấu."),
    submit("Thêm trang"),
  );
  onSubmit(form, "form/trang", () => values(form), (answer) => {
    notice("Đã thêm trang. Viết tiếp ở thẻ Bài viết.");
    openPage(answer.url);
    openWords(answer.files[0].replace(/^docs\//, ""), 1);
  });
}
