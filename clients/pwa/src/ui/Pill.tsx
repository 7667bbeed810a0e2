import { Button } from "react-aria-components/Button";

import { StateShape, type StateOf } from "./StateShape";
import styles from "./Pill.module.css";

/** One thing that a pill says. */
export interface PillState {
  readonly of: StateOf;
  readonly text: string;
}

interface PillProps {
  /** One or two; the first gives the ground. */
  readonly states: readonly [PillState] | readonly [PillState, PillState];
  /** What a tap does, for who does not see it. */
  readonly label: string;
  readonly onPress: () => void;
  /** How many writes wait here. */
  readonly waiting: number;
  readonly size?: "office" | "touch";
}

/** Shape, word and count in the corner of every screen. It never blinks. */
export function Pill({ states, label, onPress, waiting, size = "office" }: PillProps) {
  const [first, second] = states;
  return (
    <Button
      className={styles.pill}
      data-of={first.of}
      data-testid="pill"
      data-state={first.of}
      data-waiting={waiting}
      data-size={size}
      aria-label={label}
      onPress={onPress}
    >
      <span className={styles.part}>
        <StateShape of={first.of} />
        <span>{first.text}</span>
      </span>
      {second !== undefined && (
        <span className={styles.then} data-of={second.of}>
          <StateShape of={second.of} />
          <span>{second.text}</span>
        </span>
      )}
    </Button>
  );
}
