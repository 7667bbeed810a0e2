import { useTranslation } from "react-i18next";

import { Segmented } from "@/ui/Segmented";

import { UNASSIGNED, useBoardView } from "../BoardContext";
import styles from "./ListPicker.module.css";

interface ListPickerProps {
  readonly list: string | null;
  readonly onChange: (list: string) => void;
}

/** Which list a phone shows. */
export function ListPicker({ list, onChange }: ListPickerProps) {
  const { t } = useTranslation("dispatch");
  const { board } = useBoardView();
  const known = board.columns.some((column) => column.id === list);
  return (
    <div className={styles.picker}>
      <Segmented
        label={t("picker.label")}
        size="touch"
        value={known && list !== null ? list : UNASSIGNED}
        options={[
          { value: UNASSIGNED, label: t("picker.unassigned", { count: board.cards.length }) },
          ...board.columns.map((column) => ({
            value: column.id,
            label: t("picker.route", { route: column.badge }),
          })),
        ]}
        onChange={onChange}
      />
    </div>
  );
}
