import { Button } from "react-aria-components/Button";
import { useTranslation } from "react-i18next";

import { useAct, useMay } from "@/app/data";
import { useShelfName } from "@/app/records/useShelfName";
import type { Doc } from "@/generated/entities";
import { add } from "@/replica/core/changes";
import { State } from "@/ui/State";
import { StepFrame } from "@/ui/StepFrame";

import { LevelBar, LevelMark } from "./LevelMark";
import { ShelfName } from "./ShelfName";
import styles from "./ShelfRow.module.css";
import { useAmounts } from "./units";

interface ShelfRowProps {
  readonly shelf: Doc<"inventory_item">;
  readonly item: Doc<"item"> | undefined;
  /** It is the one beside the list, to be counted. */
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

/** A shelf: how much stands on it, and a pack more or less with one tap. */
export function ShelfRow({ shelf, item, isChosen, onChoose }: ShelfRowProps) {
  const { t } = useTranslation("stock");
  const act = useAct();
  const mayEdit = useMay("inventory_item", "edit", "stock");
  const amounts = useAmounts(shelf);
  const name = useShelfName()(shelf);
  const isContested = shelf._.c?.stock !== undefined || shelf._.r?.stock !== undefined;
  const step = (sign: 1 | -1) => {
    const words = { name, amount: amounts.words(shelf.pack) };
    void act((doing) => doing.edit("inventory_item", shelf, { stock: add(sign * shelf.pack) }), {
      undo: sign > 0 ? t("said.more", words) : t("said.less", words),
    });
  };
  return (
    <li className={styles.row} data-chosen={isChosen ? "" : undefined}>
      <Button className={styles.name} aria-pressed={isChosen} onPress={onChoose}>
        <ShelfName shelf={shelf} item={item} />
      </Button>
      <LevelBar shelf={shelf} />
      <span className={styles.marks}>
        <LevelMark shelf={shelf} />
        {isContested && <State of="needs-you">{t("contested")}</State>}
      </span>
      <StepFrame
        size="board"
        label={name}
        unit={amounts.unit}
        less={{
          label: t("less", { amount: amounts.words(shelf.pack) }),
          isDisabled: !mayEdit,
          onPress: () => step(-1),
        }}
        more={{
          label: t("more", { amount: amounts.words(shelf.pack) }),
          isDisabled: !mayEdit,
          onPress: () => step(1),
        }}
      >
        {amounts.digits(shelf.stock)}
      </StepFrame>
    </li>
  );
}
