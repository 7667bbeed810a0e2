/** The ways in which the arrow keys go. */
export type Way = "up" | "down" | "left" | "right";

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The index of the box that lies nearest in a direction, or null where nothing lies there. What
 * lies straight ahead is nearer than what lies aside. */
export function nextPlace(boxes: readonly Box[], from: number, way: Way): number | null {
  const here = boxes[from];
  if (here === undefined) return null;
  let best: number | null = null;
  let shortest = Number.POSITIVE_INFINITY;
  for (const [index, box] of boxes.entries()) {
    const across = middle(box.x, box.width) - middle(here.x, here.width);
    const down = middle(box.y, box.height) - middle(here.y, here.height);
    const ahead = { up: -down, down, left: -across, right: across }[way];
    const aside = Math.abs(way === "up" || way === "down" ? across : down);
    const distance = ahead + aside * 3;
    if (index === from || ahead <= 1 || distance >= shortest) continue;
    best = index;
    shortest = distance;
  }
  return best;
}

const middle = (start: number, length: number) => start + length / 2;
