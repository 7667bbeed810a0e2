import { useTranslation } from "react-i18next";

import { install, useInstall } from "@/app/install/install";
import { Button } from "@/ui/Button";
import { Callout } from "@/ui/Callout";

/** The app on the home screen: it opens without the browser's bars, and browsers keep its data
 * more faithfully. */
export function InstallCard() {
  const { t } = useTranslation("sync-centre");
  const state = useInstall();
  if (state !== "offered" && state !== "by-hand") return null;
  return (
    <Callout
      of="fresh"
      title={t("install.title")}
      action={
        state === "offered" && (
          <Button size="touch" onPress={() => void install()}>
            {t("install.action")}
          </Button>
        )
      }
    >
      {t(state === "offered" ? "install.why" : "install.by-hand")}
    </Callout>
  );
}
