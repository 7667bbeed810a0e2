import { useCallback, useEffect, useState } from "react";

import { useLive, useReplica } from "@/app/data";
import type { Replica } from "@/replica/api";

import { HeldNumber } from "./held-number";

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

const ofReplica = new WeakMap<Replica, HeldNumber>();

function heldBy(replica: Replica): HeldNumber {
  let held = ofReplica.get(replica);
  if (held === undefined) {
    const key = `fieldpost.number.${replica.identity?.replica ?? ""}`;
    const { locks } = navigator as Partial<Navigator>;
    const take = () => replica.takeNumber(SERIES).catch(() => null);
    held = new HeldNumber(key, { shared: localStorage, own: sessionStorage, locks }, take);
    ofReplica.set(replica, held);
  }
  return held;
}

/** Holds the next number ahead, so that it can be called before the order is sent. */
export function useNextNumber(): NextNumber {
  const replica = useReplica();
  const left = useLive(replica.numbersLeft(SERIES)) ?? 0;
  const [number, setNumber] = useState<number | null>();
  const hasNone = number == null;
  useEffect(() => {
    // A tablet that ran out looks again whenever more numbers have come.
    if (hasNone) void heldBy(replica).hold().then(setNumber);
  }, [replica, left, hasNone]);
  const spend = useCallback(async () => {
    const held = heldBy(replica);
    const spent = await held.spend();
    void held.hold().then(setNumber);
    return spent;
  }, [replica]);
  const giveBack = useCallback(
    (unused: number) => {
      void heldBy(replica)
        .giveBack(unused)
        .then(() => {
          setNumber(unused);
        });
    },
    [replica],
  );
  return { number, left, spend, giveBack };
}
