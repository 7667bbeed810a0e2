import type { Problem } from "@/replica/core/problem";

/** After how many seconds the server wants to be asked again; null where it did not say. */
export function retryAfter(problem: Problem): number | null {
  const seconds = "retryAfter" in problem ? problem.retryAfter : null;
  return typeof seconds === "number" ? seconds : null;
}
