/** What is known of a problem beside its code. */
export interface Particulars {
  /** field -> what is wrong with it, in the stable English of the server's decoder (`fault.ts`). */
  readonly fields?: Readonly<Record<string, string>>;
  /** Facts that a screen may act on. */
  readonly params?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/**
 * Something that cannot be done, with a stable code out of the catalogue of problems (the server's,
 * and `device/*` for what goes wrong here). Screens word it; its message is for logs only.
 */
export class Problem extends Error {
  override readonly name: string = "Problem";
  readonly fields: Readonly<Record<string, string>>;
  readonly params: Readonly<Record<string, unknown>>;

  constructor(
    readonly code: string,
    { fields = {}, params = {}, cause }: Particulars = {},
  ) {
    const named = Object.entries(fields).map(([field, what]) => `${field}: ${what}`);
    super([code, ...named].join("; "), { cause });
    this.fields = fields;
    this.params = params;
  }
}
