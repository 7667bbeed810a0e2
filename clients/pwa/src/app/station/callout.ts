const LETTERS = 26;

/** What a barista calls out for an order's number: 7 is A07, 47 is A47, 147 is B47. Two digits
 * and one letter are heard across a hall; the letters come round again after Z99. */
export function callOut(number: number): string {
  const whole = Math.abs(Math.trunc(number));
  const letter = String.fromCharCode(65 + (Math.floor(whole / 100) % LETTERS));
  return letter + String(whole % 100).padStart(2, "0");
}
