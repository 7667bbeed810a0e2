import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useMe, useReplica, useToast } from "@/app/data";
import { useOpenDraft } from "@/app/updates/open-drafts";
import { useProblemWords } from "@/i18n/problem-words";
import type { Line } from "@/replica/api";
import { Problem } from "@/replica/core/problem";

import { editables, topLevel } from "./editables";

type Edits = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

interface Resend {
  /** `entity/id` -> field -> what it is to be. */
  readonly edits: Edits;
  readonly change: (key: string, field: string, value: unknown) => void;
  /** The records that are sent again. */
  readonly only: ReadonlySet<string>;
  readonly choose: (key: string, isChosen: boolean) => void;
  /** field -> what is wrong with it, before it is sent. */
  readonly faults: Readonly<Record<string, string>>;
  readonly isBusy: boolean;
  readonly send: () => Promise<void>;
}

/** Mends a refused write and sends it again, as the person who is here now. */
export function useResend(line: Line): Resend {
  const { t } = useTranslation("sync-centre");
  const replica = useReplica();
  const me = useMe();
  const toasts = useToast();
  const words = useProblemWords();
  const keys = editables(line).map(({ key }) => key);
  const [edits, setEdits] = useState<Edits>({});
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const [isBusy, setBusy] = useState(false);
  useOpenDraft(Object.keys(edits).length > 0);

  const only = new Set(keys.filter((key) => !left.has(key)));
  const send = async (): Promise<void> => {
    setBusy(true);
    setFaults({});
    try {
      await replica.resend(me.id, line.seq, { edits, ...(left.size > 0 && { only: [...only] }) });
      toasts.show({ of: "waiting", text: t("refused.on-its-way") });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const found = Object.keys(error.fields).map((path) => [
        topLevel(path),
        words.ofField(error, path),
      ]);
      setFaults(Object.fromEntries(found) as Record<string, string>);
      if (found.length === 0) toasts.show({ of: "failed", text: words.title(error) });
    } finally {
      setBusy(false);
    }
  };
  return {
    edits,
    change: (key, field, value) => {
      setEdits((before) => ({ ...before, [key]: { ...before[key], [field]: value } }));
    },
    only,
    choose: (key, isChosen) => {
      setLeft((before) => {
        const next = new Set(before);
        if (isChosen) next.delete(key);
        else next.add(key);
        return next;
      });
    },
    faults,
    isBusy,
    send,
  };
}
