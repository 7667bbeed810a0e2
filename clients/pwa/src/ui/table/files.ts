import { type Figure, type Sheet, toCsv } from "./csv";

/** Hands a table to the person as a CSV file. `name` without its ending. */
export function saveCsv(name: string, sheet: Sheet): void {
  saveFile(`${name}.csv`, new Blob([toCsv(sheet)], { type: "text/csv;charset=utf-8" }));
}

/** Hands tables to the person as one workbook. The writer is loaded when it is asked for; it works
 * offline, like the rest. */
export async function saveXlsx(name: string, sheets: readonly Sheet[]): Promise<void> {
  saveFile(`${name}.xlsx`, await toXlsx(sheets));
}

/** Tables as a workbook: a sheet each, its head bold and always in sight. */
export async function toXlsx(sheets: readonly Sheet[]): Promise<Blob> {
  const { default: write } = await import("write-excel-file/universal");
  return write(
    sheets.map((sheet) => ({
      sheet: sheet.name,
      stickyRowsCount: 1,
      columns: sheet.head.map((title, index) => ({ width: widthOf(title, sheet.rows, index) })),
      data: [
        sheet.head.map((title) => ({ value: title, fontWeight: "bold" as const })),
        ...sheet.rows.map((row) => row.map((figure) => figure ?? null)),
      ],
    })),
  ).toBlob();
}

const NARROWEST = 8;
const WIDEST = 60;

/** A column's width in characters; Chinese ones take two. */
function widthOf(title: string, rows: readonly (readonly Figure[])[], index: number): number {
  const texts = [title, ...rows.slice(0, 200).map((row) => String(row[index] ?? ""))];
  const widest = Math.max(...texts.map((text) => widthOfText(text)));
  return Math.min(WIDEST, Math.max(NARROWEST, widest + 2));
}

function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken hold of the content by then.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

function widthOfText(text: string): number {
  return Array.from(text).reduce((sum, sign) => sum + (sign > "\u2E7F" ? 2 : 1), 0);
}
