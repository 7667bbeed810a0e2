import { scaleLinear } from "d3-scale";
import { curveStepAfter, line } from "d3-shape";
import { type ReactNode, useRef } from "react";

import { useSize } from "@/ui/table/useSize";

import styles from "./charts.module.css";

/** A point: minutes since midnight, and how many by then. */
export type Point = readonly [minute: number, count: number];

interface LineChartProps {
  /** What happened. */
  readonly done: readonly Point[];
  /** What it is measured by. */
  readonly plan: readonly Point[];
  /** Said in words for who does not see it. */
  readonly label: string;
  readonly doneLabel: string;
  readonly doneNote?: string;
  readonly planLabel: string;
  readonly clock: (minute: number) => string;
}

const EDGE = { left: 2.75, right: 6, top: 1, bottom: 2 };
const TICK_MINUTES = [10, 20, 30, 60, 120, 180, 240, 360];
const MOST_TICKS = 7;

/** A count over the day beside what it is measured by; both lines carry their names. */
export function LineChart(props: LineChartProps): ReactNode {
  const frame = useRef<HTMLDivElement>(null);
  const { width: room, height: high, rem } = useSize(frame);
  const { done, plan } = props;
  const width = Math.max(16, room) * rem;
  const height = Math.max(8, high) * rem;
  const all = [...done, ...plan];
  const minutes = all.map(([minute]) => minute);
  const [from, to] = [Math.min(...minutes), Math.max(...minutes)];
  const most = Math.max(1, ...all.map(([, count]) => count));
  const x = scaleLinear(
    [from, Math.max(from + 1, to)],
    [EDGE.left * rem, width - EDGE.right * rem],
  );
  const y = scaleLinear([0, most], [height - EDGE.bottom * rem, EDGE.top * rem]).nice(3);
  const path = line<Point>(
    ([minute]) => x(minute),
    ([, count]) => y(count),
  );
  const steps = line<Point>(
    ([minute]) => x(minute),
    ([, count]) => y(count),
  ).curve(curveStepAfter);
  const end = done.at(-1);
  const planEnd = plan.at(-1);
  const isLate = end !== undefined && x(end[0]) > width * 0.6;
  return (
    <div ref={frame} className={styles.chart}>
      <svg width={width} height={height} role="img" aria-label={props.label}>
        {y.ticks(3).map((tick) => (
          <g key={tick}>
            <path
              className={styles.grid}
              d={`M${EDGE.left * rem} ${y(tick)}H${width - EDGE.right * rem}`}
            />
            <text
              className={styles.axis}
              x={(EDGE.left - 0.5) * rem}
              y={y(tick)}
              dy="0.35em"
              textAnchor="end"
            >
              {tick}
            </text>
          </g>
        ))}
        {hours(from, to).map((minute) => (
          <text
            key={minute}
            className={styles.axis}
            x={x(minute)}
            y={height - 0.5 * rem}
            textAnchor="middle"
          >
            {props.clock(minute)}
          </text>
        ))}
        <path className={styles.plan} d={path([...plan]) ?? ""} />
        {planEnd === undefined ? null : (
          <text className={styles.axis} x={x(planEnd[0]) + 0.5 * rem} y={y(planEnd[1])} dy="0.35em">
            {props.planLabel}
          </text>
        )}
        <path className={styles.done} d={steps([...done]) ?? ""} />
        {end === undefined ? null : (
          <g
            transform={`translate(${x(end[0])} ${y(end[1])})`}
            textAnchor={isLate ? "end" : "start"}
          >
            <circle className={styles.end} r={0.3 * rem} />
            <text
              className={styles.endLabel}
              x={(isLate ? -0.75 : 0.75) * rem}
              y={(isLate ? -1.75 : 1.25) * rem}
            >
              {props.doneLabel}
            </text>
            {props.doneNote === undefined ? null : (
              <text
                className={styles.axis}
                x={(isLate ? -0.75 : 0.75) * rem}
                y={(isLate ? -0.6 : 2.5) * rem}
              >
                {props.doneNote}
              </text>
            )}
          </g>
        )}
      </svg>
    </div>
  );
}

/** Round times between two minutes, as many as can be read. */
function hours(from: number, to: number): readonly number[] {
  const step = TICK_MINUTES.find((each) => (to - from) / each < MOST_TICKS) ?? 360;
  const first = Math.ceil(from / step) * step;
  const ticks: number[] = [];
  for (let minute = first; minute <= to; minute += step) ticks.push(minute);
  return ticks;
}
