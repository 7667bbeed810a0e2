import { Minus, Plus } from "lucide-react";
import type { KeyboardEvent, ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import { Group } from "react-aria-components/Group";

import styles from "./StepFrame.module.css";

/** One of the two buttons. */
interface Step {
  readonly label: string;
  readonly isDisabled?: boolean;
  readonly onPress: () => void;
}

interface StepFrameProps {
  readonly less: Step;
  readonly more: Step;
  /** The figure, or an input for it. */
  readonly children: ReactNode;
  /** Stands behind the figure. */
  readonly unit?: string | undefined;
  readonly size: "office" | "touch" | "board";
  /** What it is for, where no label says it. */
  readonly label?: string;
  /** The figure is typed: in its input the arrow keys do the same as the buttons, so that Tab passes
   * these over. */
  readonly isTyped?: boolean;
}

/** A figure between two big buttons. */
export function StepFrame(props: StepFrameProps): ReactNode {
  const { less, more, children, unit, size, label, isTyped = false } = props;
  const steps: Readonly<Record<string, Step>> = { ArrowUp: more, ArrowDown: less };
  const onKey = (event: KeyboardEvent): void => {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (step.isDisabled !== true) step.onPress();
  };
  const button = (step: Step, icon: ReactNode): ReactNode => (
    <Button
      slot={null}
      className={styles.step}
      aria-label={step.label}
      excludeFromTabOrder={isTyped}
      isDisabled={step.isDisabled ?? false}
      onPress={step.onPress}
    >
      {icon}
    </Button>
  );
  const Figure = isTyped ? "span" : "output";
  return (
    <Group
      className={styles.frame}
      data-size={size}
      {...(label === undefined ? {} : { "aria-label": label })}
      {...(isTyped ? { onKeyDownCapture: onKey } : {})}
    >
      {button(less, <Minus aria-hidden="true" />)}
      <Figure className={styles.figure}>
        {children}
        {unit !== undefined && <span className={styles.unit}>{unit}</span>}
      </Figure>
      {button(more, <Plus aria-hidden="true" />)}
    </Group>
  );
}
