// The calculator of reward money: its numbers are those of the tables in the page.
"use strict";

const MULTIPLE = 'td > data[data-nguon^="muc-tien-thuong"][data-nguon$=".he_so"]';
const number = new Intl.NumberFormat("vi-VN");

/* The base salaries, or another column of their table, from today's to the one of the report. */
function salaries(column) {
  const cells = `td > data[data-nguon^="luong-co-so."][data-nguon$=".${column}"]`;
  return [...document.querySelectorAll(cells)].map((cell) => Number(cell.value));
}

/* Whole numbers only: a multiple has at most three decimals, and 0.3 × 1490000 is not exact. */
function reward(multiple, salary, step) {
  const thousandths = Math.round(multiple * 1000) * salary;
  return Math.ceil(thousandths / (step * 1000)) * step;
}

function field(label, control) {
  const element = document.createElement("label");
  element.append(`${label} `, control);
  return element;
}

/* The awards of each table as a group: those of today come first on the page. */
function awards() {
  const select = document.createElement("select");
  const multiples = [...document.querySelectorAll(MULTIPLE)];
  for (const table of new Set(multiples.map((multiple) => multiple.closest("table")))) {
    const group = document.createElement("optgroup");
    group.label = table.caption.textContent.trim();
    for (const multiple of table.querySelectorAll(MULTIPLE)) {
      const name = multiple.closest("tr").cells[0].textContent.trim();
      group.append(new Option(name, multiple.value));
    }
    select.append(group);
  }
  return select;
}

/* The base salary that goes with an award: today's with the first group, else that of the report. */
function salaryOf(award) {
  const first = award.selectedOptions[0].parentElement === award.firstElementChild;
  return salaries("muc").at(first ? 0 : -1);
}

/* Not type="number": it takes "1.800.000" for no number, "1.800" for less than two. */
function count(value) {
  const input = document.createElement("input");
  Object.assign(input, { inputMode: "numeric", autocomplete: "off", value: number.format(value) });
  return input;
}

/* What is written in a field, its thousands apart or not; 0 where that is no whole number. */
function whole(input) {
  const text = input.value.trim();
  return /^(\d+|\d{1,3}([. ]\d{3})+)$/.test(text) ? Number(text.replace(/[. ]/g, "")) : 0;
}

function calculator(place) {
  const [step] = salaries("lam_tron");
  const award = awards();
  let usual = salaryOf(award);
  const salary = count(usual);
  const people = count(1);
  const form = document.createElement("form");
  const heading = document.createElement("p");
  heading.textContent = "Tính theo cách làm tròn lên; cơ quan quyết định số tiền.";
  const result = document.createElement("output");
  const show = () => {
    const each = reward(Number(award.value), whole(salary), step);
    const all = each * whole(people);
    if (!all) result.textContent = "Mức lương và số người ghi bằng số nguyên lớn hơn 0.";
    else if (all === each) result.textContent = `${number.format(each)} đồng`;
    else result.textContent = `${number.format(all)} đồng, mỗi suất ${number.format(each)} đồng`;
  };
  form.append(
    heading,
    field("Danh hiệu, hình thức", award),
    field("Mức lương cơ sở (đồng)", salary),
    field("Số người hoặc tập thể", people),
    result,
  );
  award.addEventListener("input", () => {
    if (usual === salaryOf(award)) return; // keeps what the reader has written
    usual = salaryOf(award);
    salary.value = number.format(usual);
  });
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  show();
  place.append(form);
}

for (const place of document.querySelectorAll(".tinh-tien")) calculator(place);
