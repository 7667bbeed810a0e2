import { useTranslation } from "react-i18next";

import { useAct, useMay } from "@/app/data";
import type { Catalogue } from "@/app/station/catalogue";
import type { Doc } from "@/generated/entities";
import { members } from "@/replica/core/changes";
import { Dialog } from "@/ui/Dialog";
import { Switch } from "@/ui/Switch";

import styles from "./SoldOutDialog.module.css";

interface SoldOutDialogProps {
  readonly station: Doc<"station">;
  readonly catalogue: Catalogue;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
}

/** The menu with a switch each: on while it is served here. */
export function SoldOutDialog({ station, catalogue, isOpen, onOpenChange }: SoldOutDialogProps) {
  const { t } = useTranslation("stock");
  const act = useAct();
  const mayEdit = useMay("station", "edit", "sold_out");
  const served = [...catalogue.drinks, ...catalogue.milks];
  return (
    <Dialog title={t("menu.title")} isOpen={isOpen} onOpenChange={onOpenChange}>
      <p className={styles.how}>{t("menu.how")}</p>
      <ul className={styles.list}>
        {served.map((item) => (
          <li key={item.id}>
            <Switch
              className={styles.switch}
              isDisabled={!mayEdit}
              isSelected={station.sold_out?.includes(item.id) !== true}
              onChange={(isServed) => {
                const change = isServed
                  ? members({ remove: [item.id] })
                  : members({ add: [item.id] });
                void act((doing) => doing.edit("station", station, { sold_out: change }));
              }}
            >
              {catalogue.nameOf(item)}
            </Switch>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
