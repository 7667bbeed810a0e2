/**
 * What comes from the server is looked through before a screen sees it: an answer of another shape
 * (another server, a proxy, a version too far apart) counts as none.
 *
 * Instants stay what they are everywhere in this app: ms since 1970, formatted on the screen.
 */

import { Unreachable } from "@/replica/transport/errors";

/** Takes a value as what it must be. `path`: where it stood, for logs. Throws Unreachable. */
export type Reader<T> = (value: unknown, path: string) => T;

/** The last ms that a Date can hold. */
const LAST_MS = 8.64e15;

function wrong(path: string, expected: string): Unreachable {
  return new Unreachable(`not an answer of this server: ${path} is no ${expected}`);
}

export const text: Reader<string> = (value, path) => {
  if (typeof value !== "string") throw wrong(path, "text");
  return value;
};

export const whole: Reader<number> = (value, path) => {
  if (!Number.isSafeInteger(value)) throw wrong(path, "whole number");
  return value as number;
};

/** ms since 1970. */
export const instant: Reader<number> = (value, path) => {
  const ms = whole(value, path);
  if (Math.abs(ms) > LAST_MS) throw wrong(path, "instant");
  return ms;
};

/** A list of what nobody here looks into. */
export const values: Reader<readonly unknown[]> = (value, path) => {
  if (!Array.isArray(value)) throw wrong(path, "list");
  return value as unknown[];
};

/** Null, or missing, for "none". */
export function orNull<T>(reader: Reader<T>): Reader<T | null> {
  return (value, path) => (value === null || value === undefined ? null : reader(value, path));
}

export function list<T>(reader: Reader<T>): Reader<readonly T[]> {
  return (value, path) => values(value, path).map((each, at) => reader(each, `${path}[${at}]`));
}

/** A map with any keys. */
export function map<T>(reader: Reader<T>): Reader<Readonly<Record<string, T>>> {
  return (value, path) => {
    const entries = Object.entries(members(value, path));
    return Object.fromEntries(entries.map(([key, each]) => [key, reader(each, `${path}.${key}`)]));
  };
}

/** An object with these members; further ones are left out. */
export function object<T extends object>(shape: {
  readonly [K in keyof T]: Reader<T[K]>;
}): Reader<T> {
  return (value, path) => {
    const given = members(value, path);
    const read = Object.entries<Reader<unknown>>(shape).map(([key, reader]) => [
      key,
      reader(given[key], `${path}.${key}`),
    ]);
    return Object.fromEntries(read) as T;
  };
}

function members(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw wrong(path, "object");
  }
  return value as Record<string, unknown>;
}
