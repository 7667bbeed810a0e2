import { useCallback } from "react";
import { GridList } from "react-aria-components/GridList";
import { useTranslation } from "react-i18next";

import { Empty } from "@/ui/Empty";
import { State } from "@/ui/State";

import type { OrderCard } from "../board/model";
import { UNASSIGNED, useBoardView } from "../BoardContext";
import { OrderLine } from "./OrderLine";
import { idsIn } from "./StopList";
import styles from "./Unassigned.module.css";
import { useCardDrag } from "./useCardDrag";
import { useLineWords } from "./useLineWords";

const NOTHING: ReadonlySet<string> = new Set();

/** Orders that no route has taken, the most urgent first. */
export function Unassigned() {
  const { t } = useTranslation("dispatch");
  const { board, chosen, choose, ask, mayDispatch } = useBoardView();
  const words = useLineWords();
  const dragAndDropHooks = useCardDrag();
  const { cards } = board;
  const open = useCallback(
    (card: OrderCard) => {
      ask({ about: "task", task: card });
    },
    [ask],
  );
  return (
    <section className={styles.column} data-list={UNASSIGNED} aria-label={t("unassigned.title")}>
      <header className={styles.head}>
        <div className={styles.title}>
          <h2>{t("unassigned.title")}</h2>
          <span>{cards.length}</span>
        </div>
        {mayDispatch && (
          <>
            <p className={styles.how}>{t("unassigned.how")}</p>
            <p className={styles.howTouch}>{t("unassigned.how-touch")}</p>
          </>
        )}
        <Pressing cards={cards} />
      </header>
      <GridList
        aria-label={t("unassigned.title")}
        className={styles.list}
        items={cards}
        dependencies={[words, open, mayDispatch]}
        selectionMode="multiple"
        selectionBehavior="replace"
        disallowTypeAhead
        selectedKeys={chosen.list === UNASSIGNED ? chosen.ids : NOTHING}
        onSelectionChange={(keys) => {
          choose(UNASSIGNED, idsIn(keys, cards));
        }}
        renderEmptyState={() => (
          <Empty title={t("unassigned.empty")}>{t("unassigned.empty-how")}</Empty>
        )}
        {...(mayDispatch ? { dragAndDropHooks } : {})}
      >
        {(card) => (
          <OrderLine card={card} load={words(card.order)} isFixed={!mayDispatch} onOpen={open} />
        )}
      </GridList>
    </section>
  );
}

/** How many are near the end of their window, or past it. */
function Pressing({ cards }: { readonly cards: readonly OrderCard[] }) {
  const { t } = useTranslation("dispatch");
  const late = cards.filter((card) => card.urgency === "late").length;
  const soon = cards.filter((card) => card.urgency === "soon").length;
  return (
    <p className={styles.pressing}>
      {late > 0 && <State of="late">{t("unassigned.late", { count: late })}</State>}
      {soon > 0 && <State of="soon">{t("unassigned.soon", { count: soon })}</State>}
    </p>
  );
}
