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
  const step = Number(inTable("lam_tron").value);
  const award = awards();
  const salary = count(inTable("muc").value);
  const people = count(1);
  const form = document.createElement("form");
  const heading = document.createElement("p");
  heading.textContent = "Tính thử";
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
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  show();
  place.append(form);
}

for (const place of document.querySelectorAll(".tinh-tien")) calculator(place);
