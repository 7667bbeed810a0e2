/**
 * What a person did to a counter or a set, in people's terms. The act turns it into an op against
 * the record as it stands on the screen.
 */

/** So many more of a counter, or fewer. */
export class Add {
  constructor(readonly amount: number) {}
}

/** A stock-take: this figure stands on the shelf. */
export class Count {
  constructor(readonly figure: number) {}
}

/** Members that join or leave a set. */
export class Members<T = unknown> {
  constructor(
    readonly add: readonly T[],
    readonly remove: readonly T[],
  ) {}
}

/** What a counter may be changed by. */
export type CounterChange = Add | Count;

/** So many more of a counter; negative for fewer. */
export function add(amount: number): Add {
  return new Add(amount);
}

/** This figure was counted, whatever the screen said. */
export function count(figure: number): Count {
  return new Count(figure);
}

/** These join the set, and those leave it. */
export function members<T>(change: {
  readonly add?: readonly T[];
  readonly remove?: readonly T[];
}): Members<T> {
  return new Members(change.add ?? [], change.remove ?? []);
}
