import { type PointerEvent, type MouseEvent, useEffect, useMemo, useRef } from "react";

/** So long must a finger stay, in ms. */
const HOLD = 500;
/** A finger that moves further than so many px scrolls. */
const SLACK = 10;

/** Handlers that call back when a card is pressed and held, or clicked with the other button. */
export interface Hold {
  readonly onPointerDown: (event: PointerEvent) => void;
  readonly onPointerMove: (event: PointerEvent) => void;
  readonly onPointerUp: () => void;
  readonly onPointerCancel: () => void;
  readonly onContextMenu: (event: MouseEvent) => void;
  /** Whether the click that follows belongs to a hold and does nothing else. */
  readonly wasHeld: () => boolean;
}

/** See {@link Hold}. */
export function useHold(onHold: () => void): Hold {
  const latest = useRef(onHold);
  useEffect(() => {
    latest.current = onHold;
  });
  const state = useRef({ timer: 0, x: 0, y: 0, held: false });
  useEffect(() => {
    const { current } = state;
    return () => clearTimeout(current.timer);
  }, []);
  return useMemo(() => {
    const hold = () => {
      stop();
      state.current.held = true;
      latest.current();
    };
    const stop = () => clearTimeout(state.current.timer);
    return {
      onPointerDown: (event) => {
        stop();
        if (event.button !== 0) return;
        state.current = {
          timer: window.setTimeout(hold, HOLD),
          x: event.clientX,
          y: event.clientY,
          held: false,
        };
      },
      onPointerMove: (event) => {
        const { x, y } = state.current;
        if (Math.hypot(event.clientX - x, event.clientY - y) > SLACK) stop();
      },
      onPointerUp: stop,
      onPointerCancel: stop,
      onContextMenu: (event) => {
        event.preventDefault();
        // Android sends this for a held finger, too: the timer has been or will not be.
        if (!state.current.held) hold();
      },
      wasHeld: () => {
        const { held } = state.current;
        state.current.held = false;
        return held;
      },
    };
  }, []);
}
