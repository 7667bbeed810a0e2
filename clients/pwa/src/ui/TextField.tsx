import { Input } from "react-aria-components/Input";
import { Label } from "react-aria-components/Label";
import { TextArea } from "react-aria-components/TextArea";
import {
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
} from "react-aria-components/TextField";

import { classes } from "@/ui/classes";

import { FieldNote } from "./FieldNote";
import styles from "./Field.module.css";

export interface TextFieldProps extends Omit<
  AriaTextFieldProps,
  "className" | "style" | "children" | "isInvalid"
> {
  readonly label: string;
  /** What is wrong, in the reader's language. */
  readonly error?: string | undefined;
  readonly description?: string | undefined;
  readonly placeholder?: string;
  /** Lines of a longer text; left out, a single line. */
  readonly lines?: number;
  readonly size?: "office" | "touch";
  readonly hidesLabel?: boolean;
  /** What the keyboard of a phone makes large by itself. */
  readonly autoCapitalize?: "none" | "sentences" | "words" | "characters";
  readonly className?: string;
}

/** A line or a few lines of text with its label, help and error. */
export function TextField({
  label,
  error,
  description,
  placeholder,
  lines,
  size = "office",
  hidesLabel = false,
  autoCapitalize,
  className,
  ...rest
}: TextFieldProps) {
  return (
    <AriaTextField
      {...rest}
      className={classes(styles.field, className)}
      data-size={size}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      {...(hidesLabel ? { "aria-label": label } : {})}
    >
      {!hidesLabel && <Label className={styles.label}>{label}</Label>}
      {lines === undefined ? (
        <Input className={styles.box} placeholder={placeholder} autoCapitalize={autoCapitalize} />
      ) : (
        <TextArea className={styles.box} rows={lines} placeholder={placeholder} />
      )}
      <FieldNote error={error} description={description} />
    </AriaTextField>
  );
}
