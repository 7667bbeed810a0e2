import { useState } from "react";

/** The last value that was there: what is on the screen stays while another question is read. */
export function useSettled<T>(value: T | undefined): T | undefined {
  const [last, setLast] = useState(value);
  if (value !== undefined && value !== last) setLast(value);
  return value ?? last;
}
