import { UNASSIGNED, useBoardView } from "../BoardContext";
import { Column } from "./Column";
import styles from "./Lists.module.css";
import { Unassigned } from "./Unassigned";

interface ListsProps {
  /** The one list that a phone shows: a route's id or `unassigned`; left out, all of them. */
  readonly only?: string | undefined;
}

/** Orders without a route, and the routes of the day, side by side. */
export function Lists({ only }: ListsProps) {
  const { board } = useBoardView();
  const shown = board.columns.filter((column) => only === undefined || column.id === only);
  const showsUnassigned = only === undefined || only === UNASSIGNED || shown.length === 0;
  return (
    <>
      {showsUnassigned && <Unassigned />}
      {shown.length > 0 && (
        <div className={styles.routes}>
          {shown.map((column) => (
            <Column key={column.id} column={column} />
          ))}
        </div>
      )}
    </>
  );
}
