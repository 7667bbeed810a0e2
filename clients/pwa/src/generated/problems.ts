// Written by `make types` from schemas/problems.py and schemas/wording.py. Do not edit.

/** A text in both languages of the product. */
export interface Both {
  readonly zh: string;
  readonly en: string;
}

/** One row of the catalogue. `remedy` is for people who read documents, in English. `status` 0: a
 * device says it to its own person; it never travels. */
export interface ProblemKind extends Both {
  readonly status: number;
  readonly remedy: string;
}

/** Stable code -> what it means. */
export const PROBLEMS = {
  "request/malformed": {
    status: 400,
    zh: "看不懂這個請求",
    en: "The request could not be read",
    remedy: "Send it again, whole.",
  },
  "request/invalid": {
    status: 422,
    zh: "有些欄位不正確",
    en: "Some fields are not right",
    remedy: "Mend the fields that `errors` names.",
  },
  "request/too-large": {
    status: 413,
    zh: "資料太大",
    en: "That is too large",
    remedy: "Send smaller slices.",
  },
  "request/head": {
    status: 431,
    zh: "請求的標頭太大",
    en: "The head of the request is too large",
    remedy: "Send fewer or shorter headers.",
  },
  "request/media": {
    status: 415,
    zh: "不支援的格式",
    en: "This format is not supported",
    remedy: "Send JSON or MessagePack.",
  },
  "request/method": {
    status: 405,
    zh: "不支援的方法",
    en: "This method is not supported",
    remedy: "Look at the `Allow` header.",
  },
  "request/not-found": {
    status: 404,
    zh: "找不到這個位址",
    en: "There is nothing at this address",
    remedy: "Check the address.",
  },
  "request/not-acceptable": {
    status: 406,
    zh: "無法提供這種格式",
    en: "This cannot be given in that format",
    remedy: "Accept JSON.",
  },
  "request/rate": {
    status: 429,
    zh: "請求太頻繁，請稍候",
    en: "Too many requests, wait a moment",
    remedy: "Wait as long as `Retry-After` says.",
  },
  "request/failed": {
    status: 500,
    zh: "伺服器出了問題，您的資料沒有遺失",
    en: "Something broke; nothing is lost",
    remedy: "Try again; tell the operator the request id.",
  },
  "server/busy": {
    status: 503,
    zh: "伺服器忙碌中，請稍候",
    en: "The server is busy, wait a moment",
    remedy: "Try again after `Retry-After`.",
  },
  "auth/required": {
    status: 401,
    zh: "請先登入",
    en: "Sign in first",
    remedy: "Send an access token.",
  },
  "auth/invalid": {
    status: 401,
    zh: "登入憑證無效",
    en: "The credentials are not valid",
    remedy: "Sign in again.",
  },
  "auth/expired": {
    status: 401,
    zh: "登入已過期，仍可繼續記錄",
    en: "The session is over; go on recording",
    remedy: "Refresh or sign in; nothing recorded is lost.",
  },
  "auth/credentials": {
    status: 401,
    zh: "帳號或密碼不正確",
    en: "User name or password is not right",
    remedy: "Try again.",
  },
  "auth/locked": {
    status: 429,
    zh: "嘗試次數過多，請稍候再試",
    en: "Too many tries, wait a while",
    remedy: "Wait as long as `Retry-After` says.",
  },
  "auth/forbidden": {
    status: 403,
    zh: "您沒有這個權限",
    en: "You may not do this",
    remedy: "Ask an administrator.",
  },
  "auth/reused": {
    status: 401,
    zh: "登入已失效，請重新登入",
    en: "Please sign in again",
    remedy: "Sign in again.",
  },
  "device/unknown": {
    status: 404,
    zh: "找不到這台裝置",
    en: "This device is not known",
    remedy: "Enrol the device.",
  },
  "device/revoked": {
    status: 403,
    zh: "這台裝置已停用",
    en: "This device was revoked",
    remedy: "Its queue is still accepted, for review.",
  },
  "device/retired": {
    status: 409,
    zh: "這台裝置太久沒有同步",
    en: "This device was silent for too long",
    remedy: "It enrols anew; its queue is kept.",
  },
  "device/required": {
    status: 403,
    zh: "這需要已註冊的裝置",
    en: "This needs an enrolled device",
    remedy: "Enrol the device and use its own token.",
  },
  "enrol/code": {
    status: 404,
    zh: "註冊碼不存在、已使用或已過期",
    en: "The code is unknown, used or over",
    remedy: "Ask for a new one.",
  },
  "record/unknown": {
    status: 404,
    zh: "找不到這筆資料",
    en: "There is no such record",
    remedy: "Check the id.",
  },
  "record/exists": {
    status: 409,
    zh: "這個編號已經用過",
    en: "This id is in use",
    remedy: "Make a new id.",
  },
  "record/purged": {
    status: 410,
    zh: "資料已清除，可重新建立",
    en: "It was cleared; create it anew",
    remedy: "Create it anew.",
  },
  "record/changed": {
    status: 412,
    zh: "資料已被別人更改",
    en: "It was changed meanwhile",
    remedy: "Read it again.",
  },
  "reference/unknown": {
    status: 422,
    zh: "引用的資料不存在",
    en: "It refers to something that does not exist",
    remedy: "Choose another.",
  },
  "depends/refused": {
    status: 422,
    zh: "它依賴的資料未被接受",
    en: "What it depends on was refused",
    remedy: "Mend that one first.",
  },
  "write/forbidden": {
    status: 403,
    zh: "您不能更改這個欄位",
    en: "You may not change this",
    remedy: "Ask the office.",
  },
  "write/place": {
    status: 403,
    zh: "您不能把它移到那裡",
    en: "You may not move it there",
    remedy: "Ask the office.",
  },
  "field/required": {
    status: 422,
    zh: "這個欄位必填",
    en: "This field is required",
    remedy: "Fill it in.",
  },
  "field/first": {
    status: 409,
    zh: "這個欄位已經有內容",
    en: "This was filled in already",
    remedy: "Leave it as it is.",
  },
  "transition/illegal": {
    status: 409,
    zh: "不能這樣變更狀態",
    en: "This change of state is not possible",
    remedy: "Look at the current state.",
  },
  "transition/never": {
    status: 409,
    zh: "狀態與紀錄不符",
    en: "The record never was in that state",
    remedy: "Sync and try again.",
  },
  "accept/unknown": {
    status: 409,
    zh: "這個版本已不存在",
    en: "That version is no longer there",
    remedy: "Sync and look again.",
  },
  "number/foreign": {
    status: 422,
    zh: "這個號碼不屬於這台裝置",
    en: "This number is not this device's to give",
    remedy: "Take the next of your block.",
  },
  "number/used": {
    status: 409,
    zh: "這個號碼已經用過",
    en: "This number is taken",
    remedy: "Take the next of your block.",
  },
  "sync/protocol": {
    status: 426,
    zh: "應用程式版本太舊",
    en: "This app is too old",
    remedy: "Update the app; its queue is kept.",
  },
  "sync/cursor": {
    status: 422,
    zh: "同步位置不正確",
    en: "The cursor is not one of ours",
    remedy: "Start from an empty one; the outbox stays.",
  },
  "sync/gap": {
    status: 409,
    zh: "中間有缺漏",
    en: "Numbers are missing",
    remedy: "Follow the instruction.",
  },
  "sync/vouch": {
    status: 422,
    zh: "先前的回覆無法驗證",
    en: "The earlier answer cannot be verified",
    remedy: "Offer what you keep (`/sync/rekey`).",
  },
  "mutation/invalid": {
    status: 422,
    zh: "內容格式不正確",
    en: "The content is not right",
    remedy: "Mend it and send it as a new mutation.",
  },
  "mutation/limits": {
    status: 413,
    zh: "一次變更太多",
    en: "Too much in one act",
    remedy: "Split it.",
  },
  "mutation/actor": {
    status: 403,
    zh: "這個人不能在這台裝置上操作",
    en: "This person may not act on this device",
    remedy: "Sign the person in on the device.",
  },
  "idempotency/mismatch": {
    status: 422,
    zh: "同一個金鑰用於不同內容",
    en: "The key was used for other content",
    remedy: "Use a new key.",
  },
  "conflict/taken": {
    status: 409,
    zh: "這個名稱已有人使用",
    en: "This name is taken",
    remedy: "Choose another.",
  },
  "query/invalid": {
    status: 422,
    zh: "查詢條件不正確",
    en: "The query is not right",
    remedy: "Look at the documented parameters.",
  },
  "device/storage": {
    status: 0,
    zh: "這台裝置存不下了，剛才的動作沒有記錄",
    en: "The device could not save it",
    remedy: "Make room on the device and do it again.",
  },
  "number/none": {
    status: 0,
    zh: "預留的號碼用完了，請連線後再試",
    en: "No reserved numbers are left",
    remedy: "Let the device reach the server once.",
  },
  "contact/none": {
    status: 0,
    zh: "無法連線，請稍後再試",
    en: "There is no contact with the server",
    remedy: "Try again; what was recorded is kept.",
  },
} as const satisfies Readonly<Record<string, ProblemKind>>;

export type ProblemCode = keyof typeof PROBLEMS;

/** Kinds of value as a decoder names them, in words. */
export const TYPE_WORDS: Readonly<Record<string, Both>> = {
  str: { zh: "文字", en: "text" },
  int: { zh: "整數", en: "a whole number" },
  float: { zh: "數字", en: "a number" },
  bool: { zh: "是或否", en: "true or false" },
  array: { zh: "清單", en: "a list" },
  object: { zh: "物件", en: "an object" },
  null: { zh: "空值", en: "null" },
};

/** What stands between two kinds of value. */
export const OR: Both = { zh: "或", en: " or " };

/** What a decoder says of a field, as a pattern over its whole text, and how people are told:
 * `{0}`, `{1}` stand for the pattern's groups, `{types}` for the kinds of value that its first
 * group names ("str | null"), joined by `OR`. The first rule that matches counts. */
export interface FieldRule extends Both {
  readonly pattern: string;
}
export const FIELD_RULES: readonly FieldRule[] = [
  { pattern: "Object missing required field `(\\w+)`", zh: "缺少必填的 {0}", en: "{0} is required" },
  { pattern: "Object contains unknown field `(.*?)`?", zh: "沒有 {0} 這個欄位", en: "no such field: {0}" },
  { pattern: "Expected `((?:str|int|float|bool|array|object|null)(?: \\| (?:str|int|float|bool|array|object|null))*)`, got `.*`", zh: "應為{types}", en: "must be {types}" },
  { pattern: "Expected `[a-z |]+`, got `.*`", zh: "格式不正確", en: "not of the expected kind" },
  { pattern: "Expected `str` of length <= (\\d+)", zh: "最多 {0} 個字", en: "at most {0} characters" },
  { pattern: "Expected `str` of length >= (\\d+)", zh: "至少 {0} 個字", en: "at least {0} characters" },
  { pattern: "Expected `(?:array|object)` of length <= (\\d+)", zh: "最多 {0} 項", en: "at most {0} entries" },
  { pattern: "Expected `(?:array|object)` of length >= (\\d+)", zh: "至少 {0} 項", en: "at least {0} entries" },
  { pattern: "Expected `(?:int|float)` >= (-?[\\d.]+)", zh: "不得小於 {0}", en: "must be at least {0}" },
  { pattern: "Expected `(?:int|float)` <= (-?[\\d.]+)", zh: "不得大於 {0}", en: "must be at most {0}" },
  { pattern: "Expected `(?:int|float)` > (-?[\\d.]+)", zh: "必須大於 {0}", en: "must be more than {0}" },
  { pattern: "Expected `(?:int|float)` < (-?[\\d.]+)", zh: "必須小於 {0}", en: "must be less than {0}" },
  { pattern: "Expected `str` matching regex .*", zh: "格式不正確", en: "not in the expected form" },
  { pattern: "Invalid (?:enum )?value .*", zh: "不是可選的值", en: "not one of the choices" },
  { pattern: "required", zh: "必填", en: "required" },
  { pattern: "no such field", zh: "沒有這個欄位", en: "no such field" },
  { pattern: "unknown or disabled", zh: "不存在或已停用", en: "unknown or disabled" },
  { pattern: "unknown", zh: "不存在", en: "unknown" },
  { pattern: "holds a NUL character", zh: "含有不允許的字元", en: "holds a NUL character" },
];
