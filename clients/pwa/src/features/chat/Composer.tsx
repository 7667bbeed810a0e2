import { type KeyboardEvent, useId } from "react";
import { SendHorizontal } from "lucide-react";
import { useTranslation } from "react-i18next";

import { useDraft } from "@/app/records/useDraft";
import type { Thread } from "@/app/station/threads";
import { Button } from "@/ui/Button";

import styles from "./Composer.module.css";
import { useSay } from "./useSay";

interface ComposerProps {
  readonly station: string;
  readonly thread: Thread;
}

/** Where a message is written; what is often said is one tap. Enter sends. */
export function Composer({ station, thread }: ComposerProps) {
  const { t } = useTranslation("chat");
  const say = useSay(station, thread);
  const draft = useDraft(`chat/${station}/${thread}`, { text: "" });
  const field = useId();
  const text = draft.value?.text ?? "";
  const send = async () => {
    if (text.trim() !== "" && (await say(text.trim()))) await draft.discard();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // An input method's Enter chooses characters, it does not send.
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void send();
  };
  return (
    <form
      className={styles.composer}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Canned thread={thread} onSay={(words) => void say(words)} />
      <label className={styles.label} htmlFor={field}>
        {t("write")}
      </label>
      <div className={styles.line}>
        <textarea
          id={field}
          className={styles.text}
          rows={1}
          maxLength={8000}
          enterKeyHint="send"
          placeholder={t("write")}
          value={text}
          onChange={(event) => draft.change({ text: event.target.value })}
          onKeyDown={onKeyDown}
        />
        <Button
          type="submit"
          kind="main"
          size="touch"
          icon={<SendHorizontal aria-hidden="true" />}
          isDisabled={text.trim() === ""}
        >
          {t("send")}
        </Button>
      </div>
    </form>
  );
}

function Canned({
  thread,
  onSay,
}: {
  readonly thread: Thread;
  readonly onSay: (words: string) => void;
}) {
  const { t } = useTranslation("chat");
  if (thread === "own") return null;
  const words = [t("canned.yes"), t("canned.coming"), t("canned.busy"), t("canned.help")];
  return (
    <div className={styles.canned}>
      {words.map((word) => (
        <Button key={word} size="touch" className={styles.word} onPress={() => onSay(word)}>
          {word}
        </Button>
      ))}
    </div>
  );
}
