// Numbers as cells and readers have them: a comma before decimals, dots between thousands.

const NUMBER = /^([-\u2212+]?)(\d+|\d{1,3}(?:\.\d{3})+)(?:,(\d+))?$/;

// The value of a text of a cell; null where it is no number.
export function valueOf(text) {
  const found = NUMBER.exec(String(text).trim());
  if (!found) return null;
  const value = Number(`${found[2].replaceAll(".", "")}.${found[3] ?? 0}`);
  return found[1] && found[1] !== "+" ? -value : value;
}

// A text of a cell with dots between thousands: "69750" is "69.750" to readers.
export function grouped(text) {
  const found = NUMBER.exec(String(text).trim());
  if (!found) return text;
  const whole = found[2].replaceAll(".", "").replace(/\B(?=(\d{3})+$)/g, ".");
  return `${found[1] === "-" ? "\u2212" : found[1]}${whole}${found[3] ? `,${found[3]}` : ""}`;
}

// Why a column does not take a text, as far as its limits tell; what is no number the server explains.
export function outsideLimits({ number: isNumber, min, max, values }, text) {
  if (values && !values.includes(text)) return `Chỉ ghi một trong: ${values.join(", ")}.`;
  const value = isNumber ? valueOf(text) : null;
  if (value === null) return "";
  if (min !== null && value < Number(min)) return `Thấp nhất là ${grouped(min.replace(".", ","))}.`;
  return max !== null && value > Number(max) ? `Cao nhất là ${grouped(max.replace(".", ","))}.` : "";
}

// How many times larger or smaller a number becomes, in words, where that may be a unit taken for
// another: ten times or more; "" elsewhere.
export function leap(old, now) {
  const [before, after] = [old, now].map((text) => Math.abs(valueOf(text) ?? 0));
  if (!before || !after) return "";
  const times = Math.max(before / after, after / before);
  const said = grouped(times.toFixed(times < 100 ? 1 : 0).replace(".", ",").replace(/,0$/, ""));
  return times < 10 ? "" : `${after > before ? "lớn gấp" : "nhỏ đi"} ${said} lần`;
}
