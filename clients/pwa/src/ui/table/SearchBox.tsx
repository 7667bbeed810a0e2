import { Search } from "lucide-react";
import { type ReactNode, type Ref, useEffect, useState } from "react";

import styles from "./SearchBox.module.css";

interface SearchBoxProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly ref?: Ref<HTMLInputElement>;
}

const PAUSE_MS = 200;

/** Words to look for. What is typed is passed on after a short pause, at once on Enter; Escape
 * empties it. Chinese that is still being composed is waited for. */
export function SearchBox({ label, value, onChange, ref }: SearchBoxProps): ReactNode {
  const [typed, setTyped] = useState(value);
  const [before, setBefore] = useState(value);
  const [composing, setComposing] = useState(false);
  if (value !== before) {
    setBefore(value);
    setTyped(value);
  }
  useEffect(() => {
    if (typed === value || composing) return;
    const timer = setTimeout(() => onChange(typed), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, value, composing, onChange]);
  return (
    <label className={styles.box}>
      <Search aria-hidden size="1em" />
      <input
        ref={ref}
        type="search"
        aria-label={label}
        placeholder={label}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onCompositionStart={() => setComposing(true)}
        onCompositionEnd={() => setComposing(false)}
        onKeyDown={(event) => {
          if (event.key === "Enter") onChange(typed);
          if (event.key === "Escape" && typed !== "") {
            event.stopPropagation();
            setTyped("");
            onChange("");
          }
        }}
      />
    </label>
  );
}
