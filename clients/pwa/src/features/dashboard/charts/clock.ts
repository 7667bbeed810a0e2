/** Minutes since midnight as a clock shows them: `9:05`. */
export function clockOf(minute: number): string {
  return `${Math.floor(minute / 60)}:${String(Math.floor(minute % 60)).padStart(2, "0")}`;
}
