import { createContext, useContext, useSyncExternalStore } from "react";

import type { People, Roster } from "./people";

export const PeopleContext = createContext<People | null>(null);

/** The people of this device, to act on. */
export function usePeople(): People {
  const people = useContext(PeopleContext);
  if (people === null) throw new Error("usePeople outside of PeopleContext");
  return people;
}

/** The people of this device, to show. */
export function useRoster(): Roster {
  const people = usePeople();
  return useSyncExternalStore(people.subscribe, people.current);
}
