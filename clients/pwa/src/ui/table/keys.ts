import type { KeyboardEvent } from "react";

/** What a key asks of a table. */
export type Stroke =
  | { readonly do: "move"; readonly by: number; readonly stretch: boolean }
  | { readonly do: "first" | "last" | "open" | "edit" | "pick" | "all" | "filter" | "clear" };

const PAGE = 10;

/** What the key means, or null where it is none of the table's. Letters count only without a
 * modifier, so that the browser's own shortcuts stay what they are. */
export function strokeOf(event: KeyboardEvent): Stroke | null {
  if (event.altKey) return null;
  if (event.ctrlKey || event.metaKey) {
    return event.key.toLowerCase() === "a" ? { do: "all" } : null;
  }
  const stretch = event.shiftKey;
  switch (event.key) {
    case "ArrowDown":
    case "j":
    case "J":
      return { do: "move", by: 1, stretch };
    case "ArrowUp":
    case "k":
    case "K":
      return { do: "move", by: -1, stretch };
    case "PageDown":
      return { do: "move", by: PAGE, stretch };
    case "PageUp":
      return { do: "move", by: -PAGE, stretch };
    case "Home":
      return { do: "first" };
    case "End":
      return { do: "last" };
    case "Enter":
      return { do: "open" };
    case "e":
    case "E":
      return { do: "edit" };
    case "x":
    case "X":
    case " ":
      return { do: "pick" };
    case "/":
      return { do: "filter" };
    case "Escape":
      return { do: "clear" };
    default:
      return null;
  }
}

/** Whether the key was pressed where somebody types, chooses or is asked something: it is theirs. */
export function isTyping(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement;
  return (
    target.closest(
      "input:not([type=checkbox]), textarea, select, [role=dialog], [role=menu], [role=listbox]",
    ) !== null
  );
}
