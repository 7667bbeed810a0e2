import type { Dot, Vector } from "./types";

/** Whether the dot's effect is in what the vector describes. */
export function covers(vector: Vector, [replica, n]: Dot): boolean {
  return (vector[replica] ?? 0) >= n;
}
