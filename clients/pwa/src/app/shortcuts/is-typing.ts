const FIELDS = "input, textarea, select, [contenteditable='true'], [role='combobox']";

/** Whether a key that was pressed is text for a field, and no shortcut. */
export function isTyping(event: KeyboardEvent): boolean {
  if (event.isComposing) return true;
  return event.target instanceof Element && event.target.closest(FIELDS) !== null;
}

/** Whether a dialog stands over the page: its keys are its own. */
export function isCovered(): boolean {
  return document.querySelector("[role='dialog'], [role='alertdialog'], [role='menu']") !== null;
}
