const SAME_PLACE = 24;
const DOUBLE = 400;

interface Tap {
  readonly clientX: number;
  readonly clientY: number;
  /** 0 for a key, which never hits the wrong card. */
  readonly detail: number;
  readonly timeStamp: number;
}

/** Tells whether a tap is the second half of a double tap that would hit another card than the
 * first: when a card leaves its column, the next one moves under the finger. */
export function createDoubleTapGuard(): (tap: Tap, card: string) => boolean {
  let last: (Tap & { card: string }) | null = null;
  return (tap, card) => {
    const before = last;
    last = { ...pick(tap), card };
    if (before === null || tap.detail === 0 || before.card === card) return false;
    const isNear =
      Math.abs(tap.clientX - before.clientX) < SAME_PLACE &&
      Math.abs(tap.clientY - before.clientY) < SAME_PLACE;
    return isNear && tap.timeStamp - before.timeStamp < DOUBLE;
  };
}

function pick({ clientX, clientY, detail, timeStamp }: Tap): Tap {
  return { clientX, clientY, detail, timeStamp };
}
