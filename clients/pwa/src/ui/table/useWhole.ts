import { useEffect, useEffectEvent, useState } from "react";

interface Whole<D> {
  /** Does it at once where all rows are here; else asks for the others first. */
  readonly want: (deed: D) => void;
  /** What waits for the rest of the rows; null where nothing does. */
  readonly wanted: D | null;
}

/** For what needs all rows of a list that is loaded window by window, such as a file of them. */
export function useWhole<D extends string>(
  isWhole: boolean,
  askForAll: () => void,
  run: (deed: D) => void,
): Whole<D> {
  const [due, setDue] = useState<{ readonly deed: D } | null>(null);
  const [done, setDone] = useState<typeof due>(null);
  const doIt = useEffectEvent(run);
  const isDue = due !== null && due !== done;
  if (isDue && isWhole) setDone(due);
  useEffect(() => {
    if (done !== null) doIt(done.deed);
  }, [done]);
  return {
    want: (deed) => {
      setDue({ deed });
      if (!isWhole) askForAll();
    },
    wanted: isDue ? due.deed : null,
  };
}
