import { createContext, useCallback, useContext, useSyncExternalStore } from "react";

import type { Replica } from "@/replica/api";

/** The replica that the screens look at; set once by `Boot`. */
export const ReplicaContext = createContext<Replica | null>(null);

/** This browser's replica. */
export function useReplica(): Replica {
  const replica = useContext(ReplicaContext);
  if (replica === null) throw new Error("useReplica outside of ReplicaContext");
  return replica;
}

/** Whether this browser is a device of an organisation; it may be made one, or be wiped, meanwhile. */
export function useIsEnrolled(): boolean {
  const replica = useReplica();
  const stats = replica.stats();
  const subscribe = useCallback((callback: () => void) => stats.subscribe(callback), [stats]);
  return useSyncExternalStore(subscribe, () => replica.identity !== null);
}
