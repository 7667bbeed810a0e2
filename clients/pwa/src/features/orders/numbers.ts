import { useEffect } from "react";

import { useReplica } from "@/app/data";
import type { Replica } from "@/replica/api";
import { Problem } from "@/replica/core/problem";

const SERIES = "delivery_order.number";
/** How long an order waits for numbers that are on their way, ms. */
const PATIENCE_MS = 2_000;

/** Lets the device ask for order numbers before the first is needed, so that orders can be numbered
 * without contact. */
export function useNumbersReady(isWanted: boolean): void {
  const replica = useReplica();
  useEffect(() => {
    if (isWanted) void replica.wantNumbers(SERIES);
  }, [replica, isWanted]);
}

/** The next order number out of those that this device keeps; null where there is none and none
 * comes soon. */
export async function nextNumber(replica: Replica): Promise<number | null> {
  const first = await taken(replica);
  if (first !== null) return first;
  return (await isSupplied(replica)) ? taken(replica) : null;
}

async function taken(replica: Replica): Promise<number | null> {
  try {
    return await replica.takeNumber(SERIES);
  } catch (error) {
    if (error instanceof Problem && error.code === "number/none") return null;
    throw error;
  }
}

/** Whether numbers arrive within a short while. */
function isSupplied(replica: Replica): Promise<boolean> {
  const left = replica.numbersLeft(SERIES);
  return new Promise((resolve) => {
    const done = (isThere: boolean): void => {
      clearTimeout(timer);
      end();
      resolve(isThere);
    };
    const timer = setTimeout(() => done(false), PATIENCE_MS);
    const end = left.subscribe(() => {
      if ((left.current() ?? 0) > 0) done(true);
    });
  });
}
