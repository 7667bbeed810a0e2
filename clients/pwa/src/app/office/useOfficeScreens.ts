import { useMemo } from "react";

import { useMe } from "@/app/data";
import { ROLES } from "@/generated/entities";

import { OFFICE_SCREENS, type OfficeScreen } from "./nav";

const SCOPES: Readonly<Record<string, { readonly scopes: readonly string[] } | undefined>> = ROLES;

/** The screens for which the present person's role holds something. */
export function useOfficeScreens(): readonly OfficeScreen[] {
  const { role } = useMe();
  return useMemo(() => {
    const held = SCOPES[role]?.scopes ?? [];
    return OFFICE_SCREENS.filter(({ scopes }) => scopes.some((scope) => held.includes(scope)));
  }, [role]);
}
