import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useReplica, useToast } from "@/app/data";
import { NameOf } from "@/app/records/RecordName";
import { useProblemWords } from "@/i18n/problem-words";
import type { Line } from "@/replica/api";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { Checkbox } from "@/ui/Checkbox";
import { Dialog } from "@/ui/Dialog";
import { StateShape } from "@/ui/StateShape";

import { editables, topLevel } from "./editables";
import parts from "./parts.module.css";

import { RefusedField } from "./RefusedField";
import styles from "./Refused.module.css";
import { useLineWords } from "./useLineWords";
import { useResend } from "./useResend";

/** A write that was refused: what it was, why, and the input, to be mended and sent again. */
export function Refused({ line }: { readonly line: Line }) {
  const { t } = useTranslation("sync-centre");
  const words = useLineWords(line);
  const problems = useProblemWords();
  const groups = editables(line);
  const { edits, change, only, choose, faults, isBusy, send } = useResend(line);
  const [isAsking, setAsking] = useState(false);
  const problem = line.problem ?? { code: "mutation/invalid" };
  const isEdited = Object.keys(edits).length > 0;
  return (
    <Card of="needs-you" className={styles.refused ?? ""}>
      <header className={styles.head} data-testid="outbox-line" data-word={line.word}>
        <StateShape of="needs-you" size="large" />
        <div className={parts.words}>
          <h2 className={styles.title}>{t("refused.title", { what: words.title })}</h2>
          {words.note !== "" && <p className={parts.note}>{words.note}</p>}
        </div>
      </header>
      <p>{problems.title(problem)}</p>
      {problems.remedy(problem) !== undefined && (
        <p className={parts.note}>{problems.remedy(problem)}</p>
      )}
      {groups.map((group) => (
        <fieldset key={group.key} className={styles.group}>
          {groups.length > 1 && (
            <legend>
              <Checkbox
                isSelected={only.has(group.key)}
                onChange={(isSelected) => {
                  choose(group.key, isSelected);
                }}
              >
                <NameOf entity={group.entity} id={group.id} />
              </Checkbox>
            </legend>
          )}
          {group.fields.map((name) => (
            <RefusedField
              key={name}
              op={group.op}
              name={name}
              edited={edits[group.key]?.[name]}
              isFixed={problem.code === "write/forbidden"}
              error={faults[name] ?? problems.ofField(line.problem ?? null, pathOf(line, name))}
              onChange={(value) => {
                change(group.key, name, value);
              }}
            />
          ))}
        </fieldset>
      ))}
      <div className={parts.actions}>
        <Button
          size="touch"
          onPress={() => {
            setAsking(true);
          }}
        >
          {t("refused.discard")}
        </Button>
        <Button
          kind="main"
          size="touch"
          isPending={isBusy}
          isDisabled={groups.length > 1 && only.size === 0}
          onPress={() => void send()}
        >
          {t(isEdited ? "refused.send-edited" : "refused.send-again")}
        </Button>
      </div>
      <DiscardDialog seq={line.seq} what={words.title} isOpen={isAsking} onOpenChange={setAsking} />
    </Card>
  );
}

/** What the problem calls a field: `lines[0].quantity` is a part of `lines`. */
function pathOf(line: Line, name: string): string {
  return Object.keys(line.problem?.fields ?? {}).find((path) => topLevel(path) === name) ?? name;
}

interface DiscardDialogProps {
  readonly seq: number;
  readonly what: string;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
}

function DiscardDialog({ seq, what, isOpen, onOpenChange }: DiscardDialogProps) {
  const { t } = useTranslation("sync-centre");
  const replica = useReplica();
  const toasts = useToast();
  const discard = async (): Promise<void> => {
    await replica.discard(seq);
    onOpenChange(false);
    toasts.show({ text: t("refused.discarded") });
  };
  return (
    <Dialog
      title={t("refused.discard-title")}
      role="alertdialog"
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      actions={
        <>
          <Button
            size="touch"
            onPress={() => {
              onOpenChange(false);
            }}
          >
            {t("ui:cancel")}
          </Button>
          <Button kind="danger" size="touch" onPress={() => void discard()}>
            {t("refused.discard")}
          </Button>
        </>
      }
    >
      <p>{t("refused.discard-why", { what })}</p>
    </Dialog>
  );
}
