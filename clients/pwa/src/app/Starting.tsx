import { useTranslation } from "react-i18next";

import { Flag } from "@/ui/Flag";
import { VisuallyHidden } from "@/ui/VisuallyHidden";

/** The moment in which the screen of the address comes. It looks as index.html, whose place it
 * takes. */
export function Starting() {
  const { t } = useTranslation("shell");
  return (
    <main className="starting" data-testid="starting">
      <VisuallyHidden as="h1">Fieldpost</VisuallyHidden>
      <Flag />
      <VisuallyHidden role="status">{t("starting")}</VisuallyHidden>
    </main>
  );
}
