import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useReplica, useToast } from "@/app/data";
import { useProblemWords } from "@/i18n/problem-words";
import type { Act } from "@/replica/api";
import { Problem } from "@/replica/core/problem";

/** What is wrong in a form, at its fields. */
export interface FieldErrors {
  /** What is wrong with a field, in the reader's language. */
  readonly at: (field: string) => string | undefined;
  /** What is wrong with no field in particular. */
  readonly rest: string | undefined;
  /** Tries an act without committing it: whether the declaration would take it. */
  readonly attempt: (build: (act: Act) => void) => boolean;
  readonly take: (problem: Problem) => void;
  readonly clear: () => void;
}

/** Keeps the problem that the declaration had with a form, until it is tried again. */
export function useFieldErrors(): FieldErrors {
  const { t } = useTranslation("records");
  const replica = useReplica();
  const words = useProblemWords();
  const toast = useToast();
  const [problem, setProblem] = useState<Problem | null>(null);
  const fields = problem?.fields ?? {};
  const take = (found: Problem): void => {
    setProblem(found);
    toast.show({ of: "failed", text: t("not-saved"), note: words.title(found) });
  };
  return {
    at: (field) => {
      const [, text] =
        Object.entries(fields).find(([path]) => path.split(/[.[]/, 1)[0] === field) ?? [];
      return text === undefined ? undefined : words.field(text);
    },
    rest: problem === null || Object.keys(fields).length > 0 ? undefined : words.title(problem),
    attempt: (build) => {
      try {
        build(replica.act());
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        take(error);
        return false;
      }
      setProblem(null);
      return true;
    },
    take,
    clear: () => setProblem(null),
  };
}
