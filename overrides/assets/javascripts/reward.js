// The calculator of reward money: its numbers are those of the two tables in the page.
"use strict";

const MULTIPLE = 'data[data-nguon^="muc-tien-thuong."][data-nguon$=".he_so"]';
const number = new Intl.NumberFormat("vi-VN");

function inTable(column) {
  return document.querySelector(`td > data[data-nguon^="luong-co-so."][data-nguon$=".${column}"]`);
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

function awards() {
  const select = document.createElement("select");
  for (const multiple of document.querySelectorAll(`td > ${MULTIPLE}`)) {
    const name = multiple.closest("tr").cells[0].textContent.trim();
    select.append(new Option(name, multiple.value));
  }
  return select;
}

function count(value, min) {
  const input = document.createElement("input");
  Object.assign(input, { type: "number", inputMode: "numeric", min, step: 1, value });
  return input;
}

function calculator(place) {
  const step = Number(inTable("lam_tron").value);
  const award = awards();
  const salary = count(inTable("muc").value, 1);
  const people = count(1, 1);
  const form = document.createElement("form");
  const heading = document.createElement("p");
  heading.textContent = "Tính thử";
  const result = document.createElement("output");
  const show = () => {
    const right = [salary, people].every((input) => input.value && input.checkValidity());
    const each = reward(Number(award.value), Number(salary.value), step);
    const all = each * Number(people.value);
    if (!right) result.textContent = "Ghi số nguyên lớn hơn 0.";
    else if (people.value === "1") result.textContent = `${number.format(each)} đồng`;
    else result.textContent = `${number.format(all)} đồng, mỗi suất ${number.format(each)} đồng`;
  };
  form.append(
    heading,
    field("Danh hiệu, hình thức", award),
    field("Mức lương cơ sở (đồng)", salary),
    field("Số người hoặc tập thể", people),
    result,
  );
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  show();
  place.append(form);
}

for (const place of document.querySelectorAll(".tinh-tien")) calculator(place);
