import { declared, isFreeText } from "@/app/records/declared";
import { instantOf } from "@/app/records/stamps";
import type { Doc, EntityName, Meta } from "@/generated/entities";
import type { Act } from "@/replica/api";

/** One of the values that stand beside each other: who wrote it, when, on which replica. */
export interface Side {
  readonly value: unknown;
  readonly dot: readonly [string, number];
  readonly actor: string;
  /** ms since 1970. */
  readonly at: number;
}

/** A field that waits for a person's choice. */
export interface Split {
  readonly field: string;
  /** The earliest first. */
  readonly sides: readonly Side[];
  /** Whether two texts can be made one. */
  readonly canJoin: boolean;
}

/** What was chosen for a field: a side, or a text that says both. */
export type Choice =
  | { readonly take: "side"; readonly dot: readonly [string, number] }
  | { readonly take: "both"; readonly text: string };

/** The fields of a record that are in conflict, with their sides. */
export function splitsOf(entity: EntityName, meta: Meta): readonly Split[] {
  return Object.entries(meta.c ?? {}).map(([field, siblings]) => {
    const shape = declared(entity, field);
    // What was counted is kept as an offset to the sum of all changes.
    const sum = shape?.kind === "counter" ? (meta.k?.[field]?.[0] ?? 0) : null;
    const sides = siblings.map(([value, dot, stamp, actor]): Side => ({
      value: sum === null ? value : sum + Number(value),
      dot,
      actor,
      at: instantOf(stamp),
    }));
    return {
      field,
      sides: sides.sort((a, b) => a.at - b.at),
      canJoin: shape !== undefined && isFreeText(shape) && sides.every(isText),
    };
  });
}

function isText(side: Side): boolean {
  return typeof side.value === "string" && side.value !== "";
}

/** The texts of all sides as one to begin with; one that holds another already stands for both. */
export function joinedText(sides: readonly Side[]): string {
  const texts = sides.map((side) => String(side.value).trim());
  const kept = texts.filter(
    (text, index) =>
      !texts.some(
        (other, at) => at !== index && other.includes(text) && (other !== text || at < index),
      ),
  );
  return kept.reduce((all, text) => (all === "" ? text : `${all}${between(all)}${text}`), "");
}

/** What goes between two texts: nothing more where the first has ended its sentence. */
function between(text: string): string {
  if (/[。！？]$/.test(text)) return "";
  if (/[.!?]$/.test(text)) return " ";
  return /[\u2E80-\u9FFF\uFF00-\uFFEF]$/.test(text) ? "；" : "; ";
}

/** Writes the choices: the sides that hold, and texts that say both. What was not chosen stays
 * open. */
export function settle<E extends EntityName>(
  act: Act,
  entity: E,
  doc: Doc<E>,
  choices: ReadonlyMap<string, Choice>,
): void {
  const held = new Map<string, readonly [string, number]>();
  const written = new Map<string, string>();
  for (const [field, choice] of choices) {
    if (choice.take === "side") held.set(field, choice.dot);
    else written.set(field, choice.text.trim());
  }
  if (held.size > 0) act.accept(entity, doc, Object.fromEntries(held));
  if (written.size > 0) {
    act.edit(entity, doc, Object.fromEntries(written));
  }
}

/** The parts of a text that all sides begin and end with, so that the rest can be pointed out. */
export function differing(
  text: string,
  others: readonly string[],
): { readonly head: string; readonly middle: string; readonly tail: string } {
  const all = [text, ...others].map((one) => Array.from(one));
  const [own = []] = all;
  const shortest = Math.min(...all.map((one) => one.length));
  let head = 0;
  while (head < shortest && all.every((one) => one[head] === own[head])) head += 1;
  let tail = 0;
  while (
    tail < shortest - head &&
    all.every((one) => one[one.length - 1 - tail] === own[own.length - 1 - tail])
  ) {
    tail += 1;
  }
  return {
    head: own.slice(0, head).join(""),
    middle: own.slice(head, own.length - tail).join(""),
    tail: own.slice(own.length - tail).join(""),
  };
}
