import { FieldError } from "react-aria-components/FieldError";
import { Text } from "react-aria-components/Text";

import { StateShape } from "./StateShape";
import styles from "./Field.module.css";

interface FieldNoteProps {
  readonly error?: string | undefined;
  readonly description?: string | undefined;
}

/** The help under a field, or what is wrong with it, in the place where it is read out. */
export function FieldNote({ error, description }: FieldNoteProps) {
  return (
    <>
      {description !== undefined && (
        <Text slot="description" className={styles.description}>
          {description}
        </Text>
      )}
      <FieldError className={styles.error}>
        {error !== undefined && (
          <>
            <StateShape of="failed" />
            <span>{error}</span>
          </>
        )}
      </FieldError>
    </>
  );
}
