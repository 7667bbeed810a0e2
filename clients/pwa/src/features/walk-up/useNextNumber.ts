import { useCallback, useEffect, useState } from "react";

import { useLive, useReplica } from "@/app/data";
import type { Replica } from "@/replica/api";

const SERIES = "drink_order.number";

/** The number that the next order gets. */
export interface NextNumber {
  /** Null where this tablet has none left; undefined while it is looked up. */
  readonly number: number | null | undefined;
  /** How many more are kept here. */
  readonly left: number;
  /** Takes it for good; the one after it is ready at once. Null where there is none. */
  readonly spend: () => Promise<number | null>;
  /** Gives a number back whose order was not written. */
  readonly giveBack: (number: number) => void;
}

// The session's storage is the tab's own, so that two tabs never show the same number, and it
// survives a reload, so that reloading does not waste one.
const keyOf = (replica: Replica) => `fieldpost.number.${replica.identity?.replica ?? ""}`;

function held(replica: Replica): number | null {
  const text = sessionStorage.getItem(keyOf(replica));
  return text === null ? null : Number(text);
}

let taking: Promise<number | null> | null = null;

/** The number that this tab holds, or a fresh one; callers at the same time share it. */
function hold(replica: Replica): Promise<number | null> {
  const number = held(replica);
  if (number !== null) return Promise.resolve(number);
  taking ??= replica
    .takeNumber(SERIES)
    .then((fresh) => {
      sessionStorage.setItem(keyOf(replica), String(fresh));
      return fresh;
    })
    .catch(() => null)
    .finally(() => {
      taking = null;
    });
  return taking;
}

/** Holds the next number ahead, so that it can be called before the order is sent. */
export function useNextNumber(): NextNumber {
  const replica = useReplica();
  const left = useLive(replica.numbersLeft(SERIES)) ?? 0;
  const [number, setNumber] = useState<number | null>();
  const hasNone = number == null;
  useEffect(() => {
    // A tablet that ran out looks again whenever more numbers have come.
    if (hasNone) void hold(replica).then(setNumber);
  }, [replica, left, hasNone]);
  const spend = useCallback(async () => {
    const spent = await hold(replica);
    sessionStorage.removeItem(keyOf(replica));
    void hold(replica).then(setNumber);
    return spent;
  }, [replica]);
  const giveBack = useCallback(
    (unused: number) => {
      sessionStorage.setItem(keyOf(replica), String(unused));
      setNumber(unused);
    },
    [replica],
  );
  return { number, left, spend, giveBack };
}
