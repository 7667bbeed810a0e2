/** A signal that is aborted when another one is, or when the time is up. */
export interface Patience {
  readonly signal: AbortSignal;
  /** Lets go of the timer. */
  end(): void;
}

/** Bounds something by `ms` and by `signal`, if there is one. (`AbortSignal.any` is not everywhere
 * yet, and the timer of `AbortSignal.timeout` cannot be let go of.) */
export function patience(ms: number, signal?: AbortSignal): Patience {
  const controller = new AbortController();
  const stop = () => {
    controller.abort(signal?.reason);
  };
  const timer = setTimeout(() => {
    controller.abort(new DOMException("the time is up", "TimeoutError"));
  }, ms);
  if (signal?.aborted) stop();
  signal?.addEventListener("abort", stop, { once: true });
  return {
    signal: controller.signal,
    end: () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", stop);
    },
  };
}
