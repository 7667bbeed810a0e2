import { appendFileSync, mkdirSync } from "node:fs";
import { loadavg } from "node:os";
import { dirname } from "node:path";

import { expect } from "@playwright/test";

/** Where the lines go that `python -m bench browser` makes its table of. */
const INTO = process.env["FIELDPOST_FIGURES"];

/** One line of the table. */
export interface Figure {
  readonly group: string;
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** What it must not exceed, or where `least` is set, not fall below. */
  readonly mark?: number;
  readonly least?: boolean;
  readonly note?: string;
}

/** Writes a figure down, and says it. */
export function tell(figure: Figure): void {
  const [load = 0] = loadavg();
  const line = { ...figure, load };
  if (INTO !== undefined) {
    mkdirSync(dirname(INTO), { recursive: true });
    appendFileSync(INTO, `${JSON.stringify(line)}\n`);
  }
  const mark = figure.mark === undefined ? "" : ` (mark ${figure.mark})`;
  process.stdout.write(
    `    ${figure.group}: ${figure.what}: ${figure.value.toFixed(1)} ${figure.unit}${mark} ` +
      `${figure.note ?? ""} load ${load.toFixed(1)}\n`,
  );
}

/** Half of them, nineteen of twenty, all of them are at most so large. */
export interface Spread {
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
}

export function spreadOf(values: readonly number[]): Spread {
  expect(values.length).toBeGreaterThan(0);
  const sorted = [...values].sort((a, b) => a - b);
  const at = (part: number) => sorted[Math.round(part * (sorted.length - 1))] ?? 0;
  return { p50: at(0.5), p95: at(0.95), max: at(1) };
}

/** Tells all three of them; the marks bind the half and the nineteen of twenty. */
export function tellSpread(
  figure: Omit<Figure, "value">,
  values: readonly number[],
  markOf95 = figure.mark,
): Spread {
  const { p50, p95, max } = spreadOf(values);
  const { what, mark, note, ...rest } = figure;
  const of = `${values.length} of them`;
  tell({
    ...rest,
    what: `${what}: p50`,
    value: p50,
    ...(mark !== undefined && { mark }),
    note: note ?? of,
  });
  tell({
    ...rest,
    what: `${what}: p95`,
    value: p95,
    ...(markOf95 !== undefined && { mark: markOf95 }),
  });
  tell({ ...rest, what: `${what}: max`, value: max });
  return { p50, p95, max };
}
