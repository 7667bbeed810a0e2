import { useEffect, useMemo, useRef, useState } from "react";

/** So long a pointer rests on it first, in ms. */
const REST = 500;

interface TipHandlers {
  readonly onHoverStart: () => void;
  readonly onHoverEnd: () => void;
  readonly onFocus: (event: { readonly target: Element }) => void;
  readonly onBlur: () => void;
  readonly onPressStart: () => void;
}

/** Whether a few words stand beside an element: after a rest on it, or while keys have it. */
export function useTip(): {
  readonly isShown: boolean;
  readonly setShown: (isShown: boolean) => void;
  readonly handlers: TipHandlers;
} {
  const [isShown, setShown] = useState(false);
  const timer = useRef(0);
  useEffect(() => () => clearTimeout(timer.current), []);
  const handlers = useMemo(() => {
    const hide = () => {
      clearTimeout(timer.current);
      setShown(false);
    };
    return {
      onHoverStart: () => {
        timer.current = window.setTimeout(() => setShown(true), REST);
      },
      onHoverEnd: () => {
        clearTimeout(timer.current);
        // A moment to go over to the words themselves, which keep it open.
        timer.current = window.setTimeout(() => setShown(false), REST / 2);
      },
      onFocus: ({ target }: { readonly target: Element }) => {
        if (target.matches(":focus-visible")) setShown(true);
      },
      onBlur: hide,
      onPressStart: hide,
    };
  }, []);
  return { isShown, setShown, handlers };
}
