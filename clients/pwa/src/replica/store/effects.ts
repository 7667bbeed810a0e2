/** Carrying out what the session machine asks for, within one transaction. */

import type { Effect, Entry, Session, Vector } from "../core/types";
import { covers } from "../core/vector";
import type { Base } from "./base";
import type { Blocks } from "./blocks";
import { Changed } from "./change";
import { shownOps } from "./ops";
import { isDecided, type Outbox } from "./outbox";

/** The parts of the store that effects reach. */
export interface Parts {
  readonly base: Base;
  readonly outbox: Outbox;
  readonly blocks: Blocks;
}

/** Carries `effects` out. `session`: as the move left it; `now`: ms by the device's clock. */
export async function carryOut(
  effects: readonly Effect[],
  parts: Parts,
  session: Session,
  now: number,
): Promise<Changed> {
  const changed = new Changed();
  for (const effect of effects) await one(effect, parts, session, now, changed);
  await settleCovered(parts, changed);
  return changed;
}

async function one(
  effect: Effect,
  { base, outbox, blocks }: Parts,
  session: Session,
  now: number,
  changed: Changed,
): Promise<void> {
  const note = (entries: readonly Entry[]) => {
    for (const entry of entries) changed.row(entry);
  };
  switch (effect.type) {
    case "Decide":
      note(await outbox.decide(session.replica, effect, now));
      return;
    case "Keep":
      return outbox.keep(effect.seal);
    case "Take":
      for (const series of Object.keys(effect.blocks)) changed.series.add(series);
      return blocks.add(effect.blocks);
    case "Show":
      return base.show(effect.page, changed);
    case "Stage":
      return base.stage(effect.page);
    case "Unstage":
      return base.unstage();
    case "Unveil":
      await base.unveil(effect.replace, changed);
      if (effect.replace) await outbox.unsettle();
      return;
    case "Settle":
      note(await outbox.settle(session.replica, effect.upto));
      return;
    case "Reopen":
      changed.anew = true;
      return outbox.reopen(session.replica, effect.first);
    case "Renumber":
      changed.anew = true;
      await outbox.renumber(effect, now);
      return blocks.drop();
  }
}

/** A mutation's effects come all at once: where one of its records has them, all do. */
async function settleCovered({ base, outbox }: Parts, changed: Changed): Promise<void> {
  if (changed.records.size === 0 && changed.rows.size === 0 && !changed.anew) return;
  const decided = (await outbox.open()).filter(
    (entry) => isDecided(entry) && entry.state !== "refused",
  );
  const done: number[] = [];
  for (const entry of decided) {
    const touched = shownOps(entry).map(([entity, id]) => [entity, id] as const);
    const concerns =
      changed.anew ||
      changed.rows.has(entry.seq) ||
      touched.some(([entity, id]) => changed.records.get(entity)?.has(id));
    if (concerns && (await isInBase(entry, touched, base))) done.push(entry.seq);
  }
  if (done.length === 0) return;
  for (const entry of await outbox.settleThese(done)) changed.row(entry);
}

async function isInBase(
  { replica, n }: Entry,
  touched: readonly (readonly [string, string])[],
  base: Base,
): Promise<boolean> {
  for (const [entity, id] of touched) {
    const vector: Vector = (await base.get(entity, id))?._.v ?? {};
    if (covers(vector, [replica, n])) return true;
  }
  return false;
}
