// The desk's server. Each call gives the answer's JSON, or throws an ApiError.

const BASE = "/ban/api/";
const JSON_TYPE = "application/json";
const REOPEN = "Bàn biên tập đã mở lại với khóa khác. Mở địa chỉ mà lệnh vừa in ra; việc đã lưu vẫn còn.";
const REASONS = {
  0: "Bàn biên tập không trả lời. Xem cửa sổ lệnh còn chạy không, rồi thử lại; việc đã lưu vẫn còn.",
  401: REOPEN,
  403: REOPEN,
  404: "Không tìm thấy: bảng, dòng hay trang này không còn.",
  413: "Nội dung dài quá 5 MB.",
};

// What the server refused: `status`, `problems` and the whole `body` of its answer.
export class ApiError extends Error {
  constructor(status, body) {
    super(REASONS[status] ?? `Bàn biên tập không làm được việc này (mã ${status}).`);
    this.status = status;
    this.body = body;
    this.problems = body.problems ?? [];
  }
}


async function call(path, options = {}) {
  let answer;
  try {
    answer = await fetch(BASE + path, { credentials: "same-origin", ...options });
  } catch {
    throw new ApiError(0, {});
  }
  const isJson = answer.headers.get("Content-Type")?.startsWith(JSON_TYPE);
  const body = isJson ? await answer.json() : {};
  if (!answer.ok) throw new ApiError(answer.status, body);
  return body;
}

export const get = (path) => call(path);

export const post = (path, body = {}) =>
  call(path, {
    method: "POST",
    headers: { "Content-Type": JSON_TYPE, "X-Ban-Bien-Tap": "1" },
    body: JSON.stringify(body),
  });

// `what?q=…` with what is asked for escaped.
export const query = (path, fields) => `${path}?${new URLSearchParams(fields)}`;
