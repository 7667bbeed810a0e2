import { useTranslation } from "react-i18next";

import { Button } from "@/ui/Button";

/** Loads the page anew, where it cannot go on by itself. */
export function LoadAgain() {
  const { t } = useTranslation("shell");
  return (
    <Button
      kind="main"
      size="touch"
      onPress={() => {
        location.reload();
      }}
    >
      {t("load-again")}
    </Button>
  );
}
