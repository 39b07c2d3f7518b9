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
