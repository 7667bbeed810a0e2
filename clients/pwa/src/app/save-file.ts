/** Hands a file to the person, as a download. */
export function saveFile(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The download reads from the address for a while after the click.
  setTimeout(() => {
    URL.revokeObjectURL(address);
  }, 60_000);
}

/** What the exported queue of this day is called. */
export function outboxFileName(now: Date): string {
  return `fieldpost-outbox-${now.toISOString().slice(0, 16).replace(/[-:]/g, "")}.jsonl`;
}
