import { useEffect, useState, type RefObject } from "react";

/** How much fits side by side: board and map, several columns, or one. */
export type Room = "desk" | "tablet" | "phone";

/** As in the style sheets, in rem: larger text makes a smaller room. */
const DESK_REM = 68;
const PHONE_REM = 40;

/** The room that an element has; undefined until it was measured. */
export function useRoom(ref: RefObject<HTMLElement | null>): Room | undefined {
  const [room, setRoom] = useState<Room>();
  useEffect(() => {
    const element = ref.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
      if (entry !== undefined) setRoom(roomOf(entry.contentRect.width / rem));
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, [ref]);
  return room;
}

function roomOf(rem: number): Room {
  if (rem >= DESK_REM) return "desk";
  return rem >= PHONE_REM ? "tablet" : "phone";
}
