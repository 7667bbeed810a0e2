/**
 * What screens read and how they write. Every answer is of this device's own store and changes by
 * itself; `undefined` means that it is being read for the first time.
 */

import { useCallback, useMemo, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";

import type { Doc, EntityName, FieldName, WriteAct } from "@/generated/entities";
import { formats, type Format, type Place } from "@/i18n/format";
import type { Language } from "@/i18n/language";
import { knownCurrency, knownZone } from "@/i18n/place";
import { useProblemWords } from "@/i18n/problem-words";
import { useLanguage } from "@/i18n/use-language";
import type { Act, Line, Live, Mutation, Query, Replica, Stats, Where, Word } from "@/replica/api";
import { may } from "@/replica/core/may";
import { Problem } from "@/replica/core/problem";

import { usePeople, useRoster } from "./people/people-context";
import { useReplica } from "./replica-context";
import { makeTicker, type Ticker } from "./ticker";
import { useToast } from "./toasts/toasts-context";

export { useReplica } from "./replica-context";
export { useToast } from "./toasts/toasts-context";

/** Looks at a live value of the replica. */
export function useLive<T>(live: Live<T>): T | undefined {
  const subscribe = useCallback((callback: () => void) => live.subscribe(callback), [live]);
  return useSyncExternalStore(subscribe, () => live.current());
}

/** The records of an entity that a query selects. Pass `filter` as a stable function. */
export function useAll<E extends EntityName>(
  entity: E,
  query?: Query<E>,
): readonly Doc<E>[] | undefined {
  return useLive(useReplica().all(entity, query));
}

const NOTHING: Live<null> = { current: () => null, subscribe: () => () => undefined };

/** One record; null where there is none or no id. */
export function useOne<E extends EntityName>(
  entity: E,
  id: string | null | undefined,
): Doc<E> | null | undefined {
  const replica = useReplica();
  return useLive<Doc<E> | null>(id == null ? NOTHING : replica.one(entity, id));
}

/** How many records there are. */
export function useCount<E extends EntityName>(entity: E, where?: Where<E>): number | undefined {
  return useLive(useReplica().count(entity, where));
}

/** The figures behind the pill and the sync centre. */
export function useStats(): Stats | undefined {
  return useLive(useReplica().stats());
}

/** The writes that are kept, newest first. */
export function useOutbox(limit?: number): readonly Line[] | undefined {
  return useLive(useReplica().outbox(limit));
}

/** Where writes stand, as it is said on the screen: without contact nothing is on its way, what was
 * sent into the void is sent again and waits until then. */
export function useWordOf(): (word: Word) => Word {
  const isLost = useStats()?.contact.link === "offline";
  return useCallback((word) => (isLost && word === "sent" ? "waiting" : word), [isLost]);
}

/** The writes that wait for a person. */
export function useNeedsYou(): readonly Line[] | undefined {
  return useLive(useReplica().needsYou());
}

const tickers = new WeakMap<Replica, Map<number, Ticker>>();

function tickerOf(replica: Replica, everyMs: number): Ticker {
  let own = tickers.get(replica);
  if (own === undefined) tickers.set(replica, (own = new Map<number, Ticker>()));
  let ticker = own.get(everyMs);
  if (ticker === undefined) own.set(everyMs, (ticker = makeTicker(() => replica.now(), everyMs)));
  return ticker;
}

/** The corrected time, ms since 1970, read again every so many ms together with all who ask. */
export function useNow(everyMs = 1000): number {
  const ticker = tickerOf(useReplica(), everyMs);
  return useSyncExternalStore(ticker.subscribe, ticker.current);
}

/** The organisation's day, `YYYY-MM-DD`. */
export function useToday(): string {
  const replica = useReplica();
  const ticker = tickerOf(replica, 15_000);
  return useSyncExternalStore(ticker.subscribe, () => replica.today());
}

/** The person whose acts are recorded here. */
export interface Me {
  /** Empty while nobody is there: then nothing can be written. */
  readonly id: string;
  readonly name: string;
  readonly role: string;
  /** The synced profile, once it is here. */
  readonly person: Doc<"person"> | undefined;
}

/** Who works here now. */
export function useMe(): Me {
  const { identity } = useReplica();
  const { members, present } = useRoster();
  const id = present ?? identity?.person ?? null;
  const person = useOne("person", id) ?? undefined;
  const member = members.find((each) => each.id === id);
  const name = person?.name ?? member?.name ?? "";
  const role = person?.role ?? member?.role ?? identity?.role ?? "";
  return useMemo(() => ({ id: id ?? "", name, role, person }), [id, name, role, person]);
}

export interface ActOptions {
  /** What the undo bar says, for 8 s; with `run` where the way back is not the act's mirror. */
  readonly undo?: string | { readonly text: string; readonly run: () => void };
  /** What is said of an act that there is no way back from. */
  readonly final?: { readonly text: string; readonly note: string };
  /** The refused write that this one takes up again. */
  readonly resolves?: number;
  /** Takes the problem instead of a toast: a form shows it at its fields. */
  readonly onProblem?: (problem: Problem) => void;
}

/** Commits what `build` puts together; null where nothing changed or it was refused. */
export type DoAct = (build: (act: Act) => void, options?: ActOptions) => Promise<Mutation | null>;

/** Acts as the present person. The screen changes before the promise is fulfilled, the disk has it
 * afterwards; a refusal is said in a toast, and the screen is as before. */
export function useAct(): DoAct {
  const { t } = useTranslation("ui");
  const replica = useReplica();
  const people = usePeople();
  const toasts = useToast();
  const words = useProblemWords();
  return useCallback(
    async (build, options = {}) => {
      const actor = people.present?.id ?? replica.identity?.person ?? null;
      const refuse = (error: unknown): null => {
        const problem = asProblem(error);
        if (options.onProblem !== undefined) options.onProblem(problem);
        else {
          const note = words.detail(problem) ?? words.remedy(problem);
          toasts.show({ of: "failed", text: words.title(problem), note });
        }
        return null;
      };
      try {
        if (actor === null) throw new Problem("auth/required");
        const act = replica.act();
        build(act);
        if (act.isEmpty) return null;
        const { undo, final } = options;
        // The screen shows this act already: the bar must not take the one before it back.
        if (undo !== undefined || final !== undefined) toasts.endUndo();
        const mutation = await replica.commit(actor, act, options.resolves);
        if (undo !== undefined) {
          const mirror = (): void => {
            replica.undo(actor, mutation.seq).catch(refuse);
          };
          const [text, run] = typeof undo === "string" ? [undo, mirror] : [undo.text, undo.run];
          toasts.offerUndo(text, t("undo"), run);
        } else if (final !== undefined) toasts.show(final);
        return mutation;
      } catch (error) {
        return refuse(error);
      }
    },
    [replica, people, toasts, words, t],
  );
}

/** A failure of the program itself is a problem, too; its cause goes along. */
function asProblem(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem("device/failure", { cause: error });
}

/** Whether the declaration lets the present person do that: to `record`, or else to one that were
 * their own. The server has the last word. */
export function useMay<E extends EntityName>(
  entity: E,
  act: WriteAct,
  field?: FieldName<E>,
  record?: Doc<E>,
): boolean {
  const { id: actor, role } = useMe();
  return may(entity, role, act, field, record === undefined ? undefined : { actor, record });
}

const kept = new Map<string, Format>();

function formatOf(language: Language, place: Place): Format {
  const key = `${language} ${place.timeZone} ${place.currency}`;
  let format = kept.get(key);
  if (format === undefined) kept.set(key, (format = formats(language, place)));
  return format;
}

/** Where this browser stands. Asking for it costs as much as drawing a card: once is enough. */
const HERE = new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Dates, times and figures in the screen's language and the organisation's time zone. */
export function useFormat(): Format {
  const language = useLanguage();
  const organisation = useReplica().identity?.organisation;
  return formatOf(language, {
    timeZone: knownZone(organisation?.time_zone ?? HERE),
    currency: knownCurrency(organisation?.currency),
  });
}
