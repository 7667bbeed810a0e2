import { useTranslation } from "react-i18next";

import { useAct, useMay } from "@/app/data";
import type { Doc } from "@/generated/entities";
import { members } from "@/replica/core/changes";
import { Button } from "@/ui/Button";

interface SoldOutButtonProps {
  /** The item of the menu that a shelf holds. */
  readonly item: string | undefined;
  readonly name: string;
  readonly station: Doc<"station">;
}

/** Says that what a shelf holds can no longer be ordered here, or can again. Only what stands on
 * the menu can be sold out. */
export function SoldOutButton({ item, name, station }: SoldOutButtonProps) {
  const { t } = useTranslation("stock");
  const act = useAct();
  const mayEdit = useMay("station", "edit", "sold_out");
  if (item === undefined) return null;
  const isOut = station.sold_out?.includes(item) === true;
  const change = isOut ? members({ remove: [item] }) : members({ add: [item] });
  return (
    <Button
      size="touch"
      isDisabled={!mayEdit}
      onPress={() =>
        void act((doing) => doing.edit("station", station, { sold_out: change }), {
          undo: isOut ? t("said.back", { name }) : t("said.soldOut", { name }),
        })
      }
    >
      {isOut ? t("soldOut.back", { name }) : t("soldOut.mark", { name })}
    </Button>
  );
}
