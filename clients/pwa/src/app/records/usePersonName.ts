import { useTranslation } from "react-i18next";

import { useOne } from "@/app/data";

/** What people call a person: nothing while it is read, "somebody" where nobody knows any more. */
export function usePersonName(id: string | null | undefined): string {
  const { t } = useTranslation("records");
  const person = useOne("person", id);
  if (person === undefined) return "";
  return person?.name ?? t("somebody");
}
