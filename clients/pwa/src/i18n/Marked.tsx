import { Fragment } from "react";

/** A text with parts in bold, `<b>…</b>`. */
export function Marked({ text }: { readonly text: string }) {
  return text
    .split(/<\/?b>/u)
    .map((part, at) =>
      at % 2 === 1 ? <b key={at}>{part}</b> : <Fragment key={at}>{part}</Fragment>,
    );
}
