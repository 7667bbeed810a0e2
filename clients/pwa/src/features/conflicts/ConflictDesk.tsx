import { Check } from "lucide-react";
import { type KeyboardEvent, type ReactNode, type Ref, useImperativeHandle, useState } from "react";
import { useTranslation } from "react-i18next";

import { useAct, useMay, useReplica } from "@/app/data";
import { useHistory } from "@/app/records/history";
import { RecordName } from "@/app/records/RecordName";
import { valueBefore } from "@/app/records/versions";
import type { Doc, EntityName } from "@/generated/entities";
import { Button } from "@/ui/Button";
import { Callout } from "@/ui/Callout";
import { Kbd } from "@/ui/Kbd";

import styles from "./conflicts.module.css";
import { choiceAt, FieldChoice } from "./FieldChoice";
import { Flags } from "./Flags";
import { Fork } from "./Fork";
import { cameRight } from "./itself";
import { CameRightLines } from "./CameRightLines";
import type { Settled } from "./settledLog";
import { type Choice, settle, type Side, splitsOf } from "./sides";

/** What the screen may pass on to the desk: keys that choose and save. */
export interface DeskHandle {
  press(event: KeyboardEvent): void;
}

interface ConflictDeskProps<E extends EntityName> {
  readonly entity: E;
  readonly doc: Doc<E>;
  readonly onSettled: (entry: Settled) => void;
  readonly ref?: Ref<DeskHandle>;
}

/** One record in conflict: how it came about, each field with both versions, and one save. */
export function ConflictDesk<E extends EntityName>({
  entity,
  doc,
  onSettled,
  ref,
}: ConflictDeskProps<E>): ReactNode {
  const { t } = useTranslation("conflicts");
  const replica = useReplica();
  const act = useAct();
  const mayEdit = useMay(entity, "edit");
  const history = useHistory(entity, doc.id, true);
  const [choices, setChoices] = useState<ReadonlyMap<string, Choice>>(new Map());
  const [focused, setFocused] = useState<string | null>(null);
  const splits = splitsOf(entity, doc._);
  const open = splits.find((split) => !choices.has(split.field));
  const next = splits.find((split) => split.field === focused) ?? open ?? splits[0];
  const branches = branchesOf(splits.flatMap((split) => split.sides));
  const since = Math.min(...branches.map((branch) => branch.at));
  const common = history.revisions.find((revision) => revision.at < since)?.at;

  const choose = (field: string, choice: Choice): void => {
    const chosen = new Map(choices).set(field, choice);
    setChoices(chosen);
    const after = splits.find((split) => !chosen.has(split.field));
    if (choice.take === "side" && after !== undefined) setFocused(null);
  };
  const save = async (): Promise<void> => {
    const done = await act((draft) => settle(draft, entity, doc, choices), { undo: t("did") });
    if (done === null) return;
    onSettled({
      entity,
      id: doc.id,
      at: replica.now(),
      fields: [...choices.keys()],
      actor: ownerOf(
        splits.flatMap((split) => split.sides),
        choices,
      ),
    });
    setChoices(new Map());
  };
  useImperativeHandle(ref, () => ({
    press: (event) => {
      const number = Number(event.key);
      const choice = next !== undefined && number >= 1 ? choiceAt(next, number) : null;
      if (next !== undefined && choice !== null) {
        choose(next.field, choice);
        event.preventDefault();
      } else if (event.key === "Enter" && choices.size > 0 && !isControl(event)) {
        void save();
        event.preventDefault();
      }
    },
  }));

  return (
    <article className={styles.desk} aria-labelledby="conflict-title">
      <header>
        <h2 id="conflict-title">
          <RecordName entity={entity} doc={doc} />
          {t("title-suffix", { count: branches.length })}
        </h2>
        <p>{t("how")}</p>
      </header>
      <Fork branches={branches} common={common} />
      {splits.map((split) => (
        <FieldChoice
          key={split.field}
          entity={entity}
          split={split}
          was={wasOf(split.sides, split.field)}
          choice={choices.get(split.field)}
          onChoose={(choice) => choose(split.field, choice)}
          isNext={split === next}
          onFocus={() => setFocused(split.field)}
        />
      ))}
      <CameRightLines entity={entity} found={cameRight(entity, history.revisions, since)} />
      <Flags flags={doc._.f ?? []} entity={entity} />
      {mayEdit ? (
        <footer className={styles.end}>
          <Button
            kind="main"
            size="touch"
            icon={<Check aria-hidden size="1.25em" />}
            isDisabled={choices.size === 0}
            onPress={() => void save()}
          >
            {t("save", { count: choices.size })}
          </Button>
          <span className={styles.keys}>
            <Kbd>1</Kbd>
            <Kbd>2</Kbd>
            <Kbd>3</Kbd> {t("keys.choose")} <Kbd>↵</Kbd> {t("keys.save")} <Kbd>J</Kbd>{" "}
            {t("keys.next")}
          </span>
        </footer>
      ) : (
        <Callout of="no-contact" title={t("not-yours")} />
      )}
    </article>
  );

  /** The value that everybody had seen: what the earliest of the sides replaced. */
  function wasOf(sides: readonly Side[], field: string): unknown {
    for (const side of sides) {
      const value = valueBefore(history.revisions, field, side.dot);
      if (value !== undefined) return value;
    }
    return undefined;
  }
}

/** One branch a writer: the first of what each wrote. */
function branchesOf(sides: readonly Side[]): readonly Side[] {
  const byWriter = new Map<string, Side>();
  for (const side of [...sides].sort((a, b) => a.at - b.at)) {
    const writer = `${side.actor} ${side.dot[0]}`;
    if (!byWriter.has(writer)) byWriter.set(writer, side);
  }
  return [...byWriter.values()];
}

/** Whose sides were chosen throughout; null where it is not one person's. */
function ownerOf(sides: readonly Side[], choices: ReadonlyMap<string, Choice>): string | null {
  const actors = [...choices.values()].map((choice) =>
    choice.take === "both"
      ? null
      : (sides.find((side) => side.dot.join("/") === choice.dot.join("/"))?.actor ?? null),
  );
  const [first = null] = actors;
  return actors.every((actor) => actor === first) ? first : null;
}

function isControl(event: KeyboardEvent): boolean {
  return (event.target as HTMLElement).closest("button, a") !== null;
}
