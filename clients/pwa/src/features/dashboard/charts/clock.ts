const DAY = 24 * 60;

/** Minutes since midnight as a clock shows them: `9:05`; those before midnight are the evening's. */
export function clockOf(minute: number): string {
  const shown = ((Math.floor(minute) % DAY) + DAY) % DAY;
  return `${Math.floor(shown / 60)}:${String(shown % 60).padStart(2, "0")}`;
}
