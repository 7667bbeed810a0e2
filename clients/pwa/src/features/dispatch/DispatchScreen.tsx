import { lazy, Suspense, useCallback, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { useMay } from "@/app/data";
import { Button } from "@/ui/Button";
import { Empty } from "@/ui/Empty";
import { Skeleton } from "@/ui/Skeleton";

import type { Task } from "./board/model";
import {
  BoardProvider,
  UNASSIGNED,
  useBoardView,
  type Asking,
  type BoardView,
  type Chosen,
} from "./BoardContext";
import { ListPicker } from "./columns/ListPicker";
import { Lists } from "./columns/Lists";
import { Dialogs } from "./dialogs/Dialogs";
import styles from "./DispatchScreen.module.css";
import { Toolbar } from "./Toolbar";
import { useAddress, type Address } from "./useAddress";
import { useBoard } from "./useBoard";
import { useBoardKeys } from "./useBoardKeys";
import { useDispatching } from "./useDispatching";
import { useFilterKey } from "./useFilterKey";
import { useOrderFromAddress } from "./useOrderFromAddress";
import { useRoom, type Room } from "./useRoom";

// The map is a megabyte of script: it comes when it is looked at.
const RouteMap = lazy(() => import("./map/RouteMap"));

const NONE: Chosen = { list: UNASSIGNED, ids: new Set(), isMarked: false };

/** A day's routes and the orders without one, as columns, beside them on the map. */
export default function DispatchScreen() {
  const address = useAddress();
  const { board, districts, reached } = useBoard(address.day, address.district);
  const dispatching = useDispatching();
  const mayDispatch = useMay("stop", "create");
  const frame = useRef<HTMLDivElement>(null);
  const room = useRoom(frame);
  const [chosen, setChosen] = useState(NONE);
  const [dragged, drag] = useState<readonly Task[]>([]);
  const [asking, ask] = useState<Asking | null>(null);
  const choose = useCallback((list: string, ids: ReadonlySet<string>, isMarked = false) => {
    setChosen({ list, ids, isMarked });
  }, []);
  const view = useMemo(
    (): BoardView | null =>
      board ? { board, dispatching, mayDispatch, chosen, choose, dragged, drag, ask } : null,
    [board, dispatching, mayDispatch, chosen, choose, dragged],
  );
  const onKeyDown = useBoardKeys(view);
  useFilterKey(frame);
  useOrderFromAddress(view, address);
  return (
    <div className={styles.screen} ref={frame}>
      <Toolbar
        address={address}
        board={board}
        districts={districts}
        reached={reached}
        room={room}
        mayDispatch={mayDispatch}
        ask={ask}
      />
      {view === null ? (
        <div className={styles.loading}>
          <Skeleton height="page" />
        </div>
      ) : (
        <BoardProvider value={view}>
          <div className={styles.work} onKeyDownCapture={onKeyDown}>
            {(room === "desk" || address.view === "board") && (
              <Board address={address} room={room} />
            )}
            {room !== undefined && (room === "desk" || address.view === "map") && (
              <div className={styles.map}>
                <Suspense fallback={<Skeleton height="page" />}>
                  <RouteMap opensStops={room !== "desk"} />
                </Suspense>
              </div>
            )}
          </div>
          {/* Words that only a dialog needs may still be on their way: the board stays. */}
          <Suspense fallback={null}>
            <Dialogs
              asking={asking}
              day={address.day}
              onClose={() => {
                ask(null);
              }}
            />
          </Suspense>
        </BoardProvider>
      )}
    </div>
  );
}

interface BoardProps {
  readonly address: Address;
  readonly room: Room | undefined;
}

function Board({ address, room }: BoardProps) {
  const { board } = useBoardView();
  const isPhone = room === "phone";
  return (
    <div className={styles.board} data-room={room}>
      {isPhone && <ListPicker list={address.list} onChange={address.showList} />}
      <Lists {...(isPhone ? { only: address.list ?? UNASSIGNED } : {})} />
      {board.columns.length === 0 && !isPhone && <NoRoutes />}
    </div>
  );
}

function NoRoutes() {
  const { t } = useTranslation("dispatch");
  const { mayDispatch, ask } = useBoardView();
  return (
    <Empty
      title={t("empty.title")}
      action={
        mayDispatch && (
          <Button
            kind="main"
            onPress={() => {
              ask({ about: "route", column: null });
            }}
          >
            {t("route.new")}
          </Button>
        )
      }
    >
      {t("empty.how")}
    </Empty>
  );
}
