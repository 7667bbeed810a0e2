import { type ReactNode, useEffect, useRef } from "react";
import { useSearchParams } from "react-router";

interface PointedProps {
  readonly seq: number;
  readonly children: ReactNode;
}

/** One write of the list. The one that the address points at (`?item=17`) comes into sight and gets
 * the focus. */
export function Pointed({ seq, children }: PointedProps) {
  const [search] = useSearchParams();
  const isMeant = search.get("item") === String(seq);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!isMeant) return;
    place.current?.scrollIntoView({ block: "center" });
    place.current?.focus({ preventScroll: true });
  }, [isMeant]);
  return (
    <div ref={place} {...(isMeant ? { tabIndex: -1 } : {})}>
      {children}
    </div>
  );
}
