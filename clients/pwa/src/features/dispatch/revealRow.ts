/** Scrolls a task's row into sight once it is drawn: what was folded away opens first. */
export function revealRow(list: string, id: string): void {
  requestAnimationFrame(() => {
    const row = `[data-list="${CSS.escape(list)}"] [data-key="${CSS.escape(id)}"]`;
    document.querySelector(row)?.scrollIntoView({ block: "nearest", inline: "nearest" });
  });
}
