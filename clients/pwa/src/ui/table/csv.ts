/** A cell of a table that leaves the app as a file. */
export type Figure = string | number | boolean | null | undefined;

/** A table that leaves the app as a file: names of the columns, and rows. */
export interface Sheet {
  readonly name: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly Figure[])[];
}

/** Spreadsheets take text that begins so for a formula and run it. */
const FORMULA = /^[=+\-@\t\r]/;

/** A table as CSV (RFC 4180) with a byte order mark, which Excel needs to read Chinese. Text that a
 * spreadsheet would run as a formula is kept text by an apostrophe. */
export function toCsv(sheet: Sheet): string {
  const lines = [sheet.head, ...sheet.rows].map((row) => row.map(quoted).join(","));
  return `\uFEFF${lines.join("\r\n")}\r\n`;
}

function quoted(figure: Figure): string {
  if (figure === null || figure === undefined) return "";
  if (typeof figure !== "string") return String(figure);
  const text = FORMULA.test(figure) ? `'${figure}` : figure;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
