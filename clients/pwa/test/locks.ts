/** Web Locks for Node, as the specification has them: exclusive locks, first come first served,
 * with `signal`, `steal` and `ifAvailable`. */

interface Held {
  readonly lose: (reason: DOMException) => void;
}

interface Waiting {
  readonly grant: () => void;
}

export class TestLocks {
  readonly #held = new Map<string, Held>();
  readonly #waiting = new Map<string, Waiting[]>();

  readonly request = async (
    name: string,
    options: LockOptions | LockGrantedCallback<unknown>,
    callback?: LockGrantedCallback<unknown>,
  ): Promise<unknown> => {
    if (typeof options === "function" || callback === undefined) throw new TypeError("options");
    const { signal, steal = false, ifAvailable = false } = options;
    if (steal && signal !== undefined) {
      throw new DOMException("steal and signal", "NotSupportedError");
    }
    signal?.throwIfAborted();
    if (ifAvailable && this.#held.has(name)) return callback(null);
    if (steal) this.#take(name);
    else if (this.#held.has(name)) await this.#turn(name, signal);
    return this.#hold(name, callback);
  };

  #take(name: string): void {
    this.#held.get(name)?.lose(new DOMException("stolen", "AbortError"));
    this.#held.delete(name);
  }

  #turn(name: string, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const queue = this.#waiting.get(name) ?? [];
      this.#waiting.set(name, queue);
      const waiting = { grant: resolve };
      queue.push(waiting);
      signal?.addEventListener("abort", () => {
        const index = queue.indexOf(waiting);
        if (index === -1) return;
        queue.splice(index, 1);
        reject(signal.reason as Error);
      });
    });
  }

  #hold(name: string, callback: LockGrantedCallback<unknown>): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const held = { lose: reject };
      this.#held.set(name, held);
      const end = () => {
        // Where it was stolen, it is another's by now.
        if (this.#held.get(name) !== held) return;
        this.#held.delete(name);
        this.#waiting.get(name)?.shift()?.grant();
      };
      const lock = { name, mode: "exclusive" } as const;
      Promise.resolve(callback(lock)).then(resolve, reject).finally(end);
    });
  }
}
