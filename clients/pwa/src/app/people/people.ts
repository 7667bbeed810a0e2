import { checkPin, makePin, type StoredPin } from "./pin";
import { waitAfter } from "./wrong-tries";

/** Somebody who has signed in on this device. */
export interface Member {
  readonly id: string;
  readonly name: string;
  readonly userName: string;
  readonly role: string;
  /** Null: can be switched to without one. */
  readonly pin: StoredPin | null;
  /** Wrong PINs in a row, and until when (ms since 1970) no further one is looked at. */
  readonly wrong: number;
  readonly waitUntil: number;
}

/** Who may work on this device, and who does now. */
export interface Roster {
  readonly members: readonly Member[];
  /** The person whose acts are recorded; null: nobody yet. */
  readonly present: string | null;
  /** The screen is covered until the present person's PIN, or a switch. */
  readonly locked: boolean;
  /** Lock after so many minutes without a touch; 0: never. */
  readonly idleMinutes: number;
}

/** Where the roster is kept: the replica's drafts, so that it goes when the store goes. */
export interface Shelf {
  draft(key: string): Promise<string | null>;
  saveDraft(key: string, text: string | null): Promise<void>;
}

export type Unlock = "open" | "wrong" | "wait";

const KEY = "people/roster";
const CHANNEL = "fieldpost-people";
const NOBODY: Roster = { members: [], present: null, locked: false, idleMinutes: 10 };

/** The people of this device. A PIN opens the screen, without the network, too; the right to write
 * is the device's and is judged by the server. */
export class People {
  private roster: Roster = NOBODY;
  private readonly listeners = new Set<() => void>();
  private readonly channel: BroadcastChannel | null;

  constructor(
    private readonly shelf: Shelf,
    private readonly now: () => number = () => Date.now(),
  ) {
    // Who locks one tab locks all of them.
    this.channel = "BroadcastChannel" in globalThis ? new BroadcastChannel(CHANNEL) : null;
    if (this.channel !== null) this.channel.onmessage = () => void this.load();
  }

  /** Reads who is here; before it is done nobody is. */
  async load(): Promise<void> {
    const text = await this.shelf.draft(KEY);
    this.show({ ...NOBODY, ...readRoster(text) });
  }

  readonly current = (): Roster => this.roster;

  readonly subscribe = (callback: () => void): (() => void) => {
    this.listeners.add(callback);
    return () => this.listeners.delete(callback);
  };

  get present(): Member | null {
    return this.member(this.roster.present);
  }

  /** Somebody signed in with the password: they are present, and their PIN, if any, stays. */
  async arrive(person: Pick<Member, "id" | "name" | "userName" | "role">): Promise<void> {
    const known = this.member(person.id);
    const member: Member = { pin: known?.pin ?? null, ...person, wrong: 0, waitUntil: 0 };
    await this.save({
      ...this.roster,
      members: [...this.roster.members.filter(({ id }) => id !== person.id), member],
      present: person.id,
      locked: false,
    });
  }

  /** Switches to a person or opens the lock. `wait`: too many wrong ones, see `waitUntil`. */
  async unlock(id: string, pin: string | null): Promise<Unlock> {
    const member = this.member(id);
    if (member === null) return "wrong";
    if (member.waitUntil > this.now()) return "wait";
    if (member.pin !== null && !(await checkPin(pin ?? "", member.pin))) {
      const wrong = member.wrong + 1;
      const waitUntil = this.now() + waitAfter(wrong);
      await this.change(id, { wrong, waitUntil });
      return waitUntil > this.now() ? "wait" : "wrong";
    }
    await this.change(id, { wrong: 0, waitUntil: 0 });
    await this.save({ ...this.roster, present: id, locked: false });
    return "open";
  }

  /** Covers the screen; without a PIN there would be nothing to open it with. */
  async lock(): Promise<void> {
    if (this.present?.pin != null) await this.save({ ...this.roster, locked: true });
  }

  /** Gives the person a PIN, or takes it away with null. */
  async setPin(id: string, pin: string | null): Promise<void> {
    await this.change(id, { pin: pin === null ? null : await makePin(pin) });
  }

  async setIdleMinutes(idleMinutes: number): Promise<void> {
    await this.save({ ...this.roster, idleMinutes });
  }

  /** Takes a person off this device's list. */
  async leave(id: string): Promise<void> {
    const { members, present } = this.roster;
    await this.save({
      ...this.roster,
      members: members.filter((member) => member.id !== id),
      present: present === id ? null : present,
      locked: false,
    });
  }

  close(): void {
    this.channel?.close();
  }

  private member(id: string | null): Member | null {
    return this.roster.members.find((member) => member.id === id) ?? null;
  }

  private async change(id: string, changes: Partial<Member>): Promise<void> {
    const members = this.roster.members.map((member) =>
      member.id === id ? { ...member, ...changes } : member,
    );
    await this.save({ ...this.roster, members });
  }

  private async save(roster: Roster): Promise<void> {
    this.show(roster);
    await this.shelf.saveDraft(KEY, JSON.stringify(roster));
    this.channel?.postMessage("changed");
  }

  private show(roster: Roster): void {
    this.roster = roster;
    for (const listener of this.listeners) listener();
  }
}

/** What is kept of the roster; nothing where it cannot be read: then people sign in again. */
function readRoster(text: string | null): Partial<Roster> {
  try {
    const kept = JSON.parse(text ?? "null") as Partial<Roster> | null;
    return kept !== null && Array.isArray(kept.members) ? kept : {};
  } catch {
    return {};
  }
}
