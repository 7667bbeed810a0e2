import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { FIELD_RULES, OR, PROBLEMS, TYPE_WORDS, type ProblemKind } from "@/generated/problems";

import { useLabel, type Both } from "./use-language";

/** What carries a stable code; the replica's and the client's problems do. */
export interface ProblemLike {
  readonly code: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly params?: Readonly<Record<string, unknown>>;
}

/** Problems in the reader's language. */
export interface ProblemWords {
  /** What happened. */
  title(problem: ProblemLike): string;
  /** What is wrong with which fields, where the problem says so. */
  detail(problem: ProblemLike): string | undefined;
  /** The next step, where there is one to name. */
  remedy(problem: ProblemLike): string | undefined;
  /** What is wrong with one field, out of the decoder's stable English. */
  field(text: string): string;
  /** What a problem says of one field; undefined where it says nothing. */
  ofField(problem: ProblemLike | null, name: string): string | undefined;
}

const CATALOGUE: Readonly<Record<string, ProblemKind | undefined>> = PROBLEMS;

/** Problems that say of each field what is wrong with it. */
const FIELD_REASONS = new Set(["mutation/invalid", "request/invalid", "conflict/taken"]);

const RULES = FIELD_RULES.map((rule) => ({
  ...rule,
  whole: new RegExp(`^(?:${rule.pattern})$`, "s"),
}));

/** Says problems as the server would say them. */
export function useProblemWords(): ProblemWords {
  const { t, i18n } = useTranslation("ui");
  const label = useLabel();
  return useMemo(() => {
    const field = (text: string): string => fieldWords(text, label);
    return {
      title: ({ code }) => {
        const known = CATALOGUE[code];
        if (known !== undefined) return label(known);
        const own = `problem.${code}`;
        return i18n.exists(own, { ns: "ui" }) ? t(own) : t("problem.unknown", { code });
      },
      detail: ({ code, fields = {} }) => {
        const said = FIELD_REASONS.has(code) ? Object.values(fields).map(field) : [];
        return said.length === 0 ? undefined : [...new Set(said)].join(t("list-comma"));
      },
      remedy: ({ code, params = {} }) => {
        const key = `remedy.${code}`;
        return i18n.exists(key, { ns: "ui" }) ? t(key, { ...params }) : undefined;
      },
      field,
      ofField: (problem, name) => {
        const text = problem?.fields?.[name];
        if (problem === null || text === undefined) return undefined;
        // Some refusals name their fields only; what they say of them is not for people.
        const known = FIELD_REASONS.has(problem.code) ? text : problem.code;
        return field(known);
      },
    };
  }, [t, i18n, label]);
}

/** A message about a field in the reader's language; what no rule knows stays as it is. */
export function fieldWords(text: string, label: (both: Both) => string): string {
  const known = CATALOGUE[text];
  if (known !== undefined) return label(known);
  for (const rule of RULES) {
    const match = rule.whole.exec(text);
    if (match === null) continue;
    const types = (match[1] ?? "").split(" | ").map((name) => TYPE_WORDS[name]);
    return label(rule)
      .replace(
        "{types}",
        types.map((both) => (both === undefined ? "" : label(both))).join(label(OR)),
      )
      .replace(/\{(\d)\}/g, (_, group: string) => match[Number(group) + 1] ?? "");
  }
  return text;
}
