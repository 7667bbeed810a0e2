/** A clock that many components look at: all of them are drawn in the same tick. */
export interface Ticker {
  readonly current: () => number;
  readonly subscribe: (callback: () => void) => () => void;
}

/** Makes a clock that reads `now` (ms since 1970) every `everyMs`, while somebody looks. */
export function makeTicker(now: () => number, everyMs: number): Ticker {
  const listeners = new Set<() => void>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  let value = now();

  const tick = (): void => {
    value = now();
    // The next full step, so that seconds change together with every other clock in the room.
    timer = setTimeout(tick, everyMs - (value % everyMs) + 5);
    for (const listener of listeners) listener();
  };

  return {
    current: () => {
      // Nobody was looking: the value may be old.
      if (listeners.size === 0 && Math.abs(now() - value) >= everyMs) value = now();
      return value;
    },
    subscribe: (callback) => {
      listeners.add(callback);
      if (timer === null) tick();
      return () => {
        listeners.delete(callback);
        if (listeners.size === 0 && timer !== null) {
          clearTimeout(timer);
          timer = null;
        }
      };
    },
  };
}
