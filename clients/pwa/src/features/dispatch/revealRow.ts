/** A list that has just come into sight is drawn within so many frames. */
const FRAMES = 30;

/** Scrolls a task's row into sight once it is drawn: what was folded away opens first. */
export function revealRow(list: string, id: string): void {
  const row = `[data-list="${CSS.escape(list)}"] [data-key="${CSS.escape(id)}"]`;
  const look = (frames: number): void => {
    requestAnimationFrame(() => {
      const found = document.querySelector(row);
      if (found) found.scrollIntoView({ block: "nearest", inline: "nearest" });
      else if (frames > 1) look(frames - 1);
    });
  };
  look(FRAMES);
}
