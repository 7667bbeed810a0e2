import { useCallback } from "react";

import { useAll } from "@/app/data";

import type { Member } from "./people";

/** The name of somebody who has signed in here: as the office writes it, else as they signed in. */
export function useMemberName(): (member: Member) => string {
  const people = useAll("person");
  return useCallback(
    (member) =>
      people?.find(({ id }) => id === member.id)?.name ?? (member.name || member.userName),
    [people],
  );
}
