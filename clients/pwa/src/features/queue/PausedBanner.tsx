import { useTranslation } from "react-i18next";

import { useAct, useMay } from "@/app/data";
import type { Doc } from "@/generated/entities";
import { Button } from "@/ui/Button";
import { Callout } from "@/ui/Callout";

/** Says that a station takes no new orders; what stands on its board is made all the same. */
export function PausedBanner({ station }: { readonly station: Doc<"station"> }) {
  const { t } = useTranslation("queue");
  const act = useAct();
  const mayResume = useMay("station", "edit", "paused");
  if (!station.paused) return null;
  return (
    <Callout
      of="soon"
      role="status"
      title={t("paused.title")}
      action={
        mayResume && (
          <Button
            size="touch"
            onPress={() => void act((doing) => doing.edit("station", station, { paused: false }))}
          >
            {t("paused.resume")}
          </Button>
        )
      }
    >
      {t("paused.how")}
    </Callout>
  );
}
