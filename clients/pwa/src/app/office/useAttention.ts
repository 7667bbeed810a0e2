import { useStats } from "@/app/data";

/** How many things wait for a person: refused writes of this device and conflicts. */
export function useAttention(): number {
  const stats = useStats();
  return stats === undefined ? 0 : stats.needsYou + stats.conflicts;
}
