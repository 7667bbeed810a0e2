import { lazy, Suspense, useLayoutEffect, useMemo, useRef, useState } from "react";
import { CircleCheckBig, Coffee, CupSoda } from "lucide-react";
import { useTranslation } from "react-i18next";

import { useAll } from "@/app/data";
import { limitsOf } from "@/app/station/age";
import type { Catalogue } from "@/app/station/catalogue";
import type { Doc } from "@/generated/entities";
import { Empty } from "@/ui/Empty";
import { Segmented } from "@/ui/Segmented";

import { batchOf } from "./batch";
import { BatchBar } from "./BatchBar";
import { boardOf, type Column, COLUMNS, groupsOf, type Order } from "./board";
import { BoardColumn } from "./BoardColumn";
import { createDoubleTapGuard } from "./doubleTap";
import styles from "./QueueBoard.module.css";
import { ReadyTicket } from "./ReadyTicket";
import { Ticket } from "./Ticket";
import { useBoardKeys } from "./useBoardKeys";
import { useMoves } from "./useMoves";
import { type TicketActs, useTicketActs } from "./useTicketActs";
import type { Question, TicketVerbs } from "./verbs";

// What a card's menu asks comes when it is asked.
const QuestionDialog = lazy(() => import("./QuestionDialog"));

interface QueueBoardProps {
  readonly station: Doc<"station">;
  /** What stands on the board, in any order. */
  readonly orders: readonly Order[];
  readonly shelves: readonly Doc<"inventory_item">[];
  readonly catalogue: Catalogue;
}

/** The three columns, the batch beneath them and the dialogs of the cards' menus. */
export function QueueBoard({ station, orders, shelves, catalogue }: QueueBoardProps) {
  const { t } = useTranslation("queue");
  const element = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState<Column>("to-make");
  const [asked, setAsked] = useState<Asked | null>(null);
  const board = useMemo(() => boardOf(orders), [orders]);
  const batch = useMemo(() => batchOf(board["to-make"]), [board]);
  const groups = useGroups(station.id, orders);
  const verbs = useVerbs(useTicketActs(catalogue, shelves), setAsked);
  useBoardKeys(element);
  useMoves(element, board);
  const limits = useMemo(() => limitsOf(station), [station]);
  const titles = { "to-make": t("toMake"), making: t("making"), ready: t("ready") };
  const askedOrder = orders.find((order) => order.id === asked?.id);
  const common = { limits, catalogue, verbs };
  return (
    <div className={styles.board} ref={element}>
      <Segmented
        label={t("columns")}
        size="touch"
        className={styles.segments}
        value={chosen}
        onChange={setChosen}
        options={COLUMNS.map((column) => ({
          value: column,
          label: t("segment", { title: titles[column], count: board[column].length }),
        }))}
      />
      <BoardColumn
        column="to-make"
        title={titles["to-make"]}
        how={t("how.toMake")}
        count={board["to-make"].length}
        isChosen={chosen === "to-make"}
        empty={
          <Empty title={t("empty.toMake")} icon={<Coffee />}>
            {t("empty.toMakeHow")}
          </Empty>
        }
      >
        {board["to-make"].map((order) => (
          <Ticket key={order.id} order={order} column="to-make" {...common} />
        ))}
      </BoardColumn>
      <BoardColumn
        column="making"
        title={titles.making}
        how={t("how.making")}
        count={board.making.length}
        isChosen={chosen === "making"}
        empty={
          <Empty title={t("empty.making")} icon={<CupSoda />}>
            {t("empty.makingHow")}
          </Empty>
        }
      >
        {board.making.map((order) => (
          <Ticket key={order.id} order={order} column="making" {...common} />
        ))}
      </BoardColumn>
      <BoardColumn
        column="ready"
        title={titles.ready}
        how={t("how.ready")}
        count={board.ready.length}
        isChosen={chosen === "ready"}
        empty={
          <Empty title={t("empty.ready")} icon={<CircleCheckBig />}>
            {t("empty.readyHow")}
          </Empty>
        }
      >
        {board.ready.map((order) => (
          <ReadyTicket
            key={order.id}
            order={order}
            progress={order.group === undefined ? undefined : groups.get(order.group)}
            catalogue={catalogue}
            verbs={verbs}
          />
        ))}
      </BoardColumn>
      <div className={styles.strip} data-chosen={chosen}>
        {batch !== null && <BatchBar batch={batch} catalogue={catalogue} verbs={verbs} />}
      </div>
      <Suspense fallback={null}>
        {asked !== null && askedOrder !== undefined && (
          <QuestionDialog
            question={asked.question}
            order={askedOrder}
            station={station}
            verbs={verbs}
            onClose={() => setAsked(null)}
          />
        )}
      </Suspense>
    </div>
  );
}

/** What is asked about which order. */
interface Asked {
  readonly id: string;
  readonly question: Question;
}

/** What the cards can do: the same object for ever. With every cup that is finished the shelves
 * change, and what finishing the next one takes; not one card looks different for that. */
function useVerbs(acts: TicketActs, ask: (asked: Asked) => void): TicketVerbs {
  const latest = useRef(acts);
  useLayoutEffect(() => {
    latest.current = acts;
  });
  const [isDoubleTap] = useState(createDoubleTapGuard);
  return useMemo(() => {
    const now = () => latest.current;
    return {
      start: (orders) => now().start(orders),
      finish: (order) => now().finish(order),
      handOut: (order) => now().handOut(order),
      recall: (order, isRemade) => now().recall(order, isRemade),
      putBack: (order) => now().putBack(order),
      handOver: (order, to) => now().handOver(order, to),
      move: (order, to) => now().move(order, to),
      cancel: (order) => now().cancel(order),
      note: (order, text) => now().note(order, text),
      ask: (order, question) => ask({ id: order.id, question }),
      tap: (order, event) => {
        if (isDoubleTap(event, order.id)) return;
        if (order.state === "pending") now().start([order]);
        else if (order.state === "in_progress") now().finish(order);
        else now().handOut(order);
      },
    };
  }, [ask, isDoubleTap]);
}

/** The progress of the groups that stand on the board, with their cups that are gone already. */
function useGroups(station: string, orders: readonly Order[]) {
  const codes = [...new Set(orders.flatMap((order) => order.group ?? []))].sort();
  const members = useAll("drink_order", { where: { station, group: codes } });
  return useMemo(() => groupsOf(members ?? []), [members]);
}
