import type { Changes, Customer, Place, Values } from "@/generated/entities";
import { members } from "@/replica/core/changes";

export type Size = NonNullable<Customer["sizes"]>[number];
export const SIZES: readonly Size[] = [4, 10, 16, 20, 50];

/** What stands in the form: texts as they are typed, kept as a draft. */
export interface CustomerDraft {
  readonly name: string;
  readonly phone: string;
  readonly address: string;
  readonly district: string;
  /** `25.03312, 121.54321`. */
  readonly place: string;
  readonly note: string;
  readonly sizes: readonly Size[];
  /** Only asked of a new customer: later they are counters. */
  readonly cylinders: number;
  readonly deposit: number;
}

export const BLANK: CustomerDraft = {
  name: "",
  phone: "",
  address: "",
  district: "",
  place: "",
  note: "",
  sizes: [],
  cylinders: 0,
  deposit: 0,
};

/** The form for a customer who is there. */
export function draftOf(customer: Customer): CustomerDraft {
  const { place } = customer;
  return {
    name: customer.name,
    phone: customer.phone ?? "",
    address: customer.address ?? "",
    district: customer.district ?? "",
    place: place === undefined ? "" : `${place.lat}, ${place.lon}`,
    note: customer.note ?? "",
    sizes: customer.sizes ?? [],
    cylinders: customer.cylinders,
    deposit: customer.deposit,
  };
}

/** Coordinates as they are typed or pasted from a map; null for none, undefined where they are not
 * to be understood. */
export function placeOf(text: string): Place | null | undefined {
  if (text.trim() === "") return null;
  const match = /^\s*(-?\d+(?:\.\d+)?)\s*[,，\s]\s*(-?\d+(?:\.\d+)?)\s*$/.exec(text);
  if (match === null) return undefined;
  const [lat, lon] = [Number(match[1]), Number(match[2])];
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lat, lon } : undefined;
}

type Texts = Pick<Values<"customer">, "name" | "phone" | "address" | "district" | "place" | "note">;

function textsOf(draft: CustomerDraft): Texts {
  return {
    name: draft.name.trim(),
    phone: draft.phone.trim() || null,
    address: draft.address.trim() || null,
    district: draft.district.trim() || null,
    place: placeOf(draft.place) ?? null,
    note: draft.note.trim() || null,
  };
}

/** The values of a new customer. */
export function valuesOf(draft: CustomerDraft): Values<"customer"> {
  const { sizes, cylinders, deposit } = draft;
  return { ...textsOf(draft), sizes, cylinders, deposit };
}

/** What was changed: what nobody touched stays untouched, so that it cannot collide with what
 * somebody else writes meanwhile. */
export function changesOf(draft: CustomerDraft, begun: CustomerDraft): Changes<"customer"> {
  const now = textsOf(draft);
  const before = textsOf(begun);
  const changed = Object.entries(now).filter(
    ([field, value]) => JSON.stringify(value) !== JSON.stringify(before[field as keyof Texts]),
  );
  const joined = draft.sizes.filter((size) => !begun.sizes.includes(size));
  const left = begun.sizes.filter((size) => !draft.sizes.includes(size));
  return {
    ...Object.fromEntries(changed),
    ...(joined.length + left.length === 0 ? {} : { sizes: members({ add: joined, remove: left }) }),
  };
}
