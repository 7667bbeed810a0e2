import { useSyncExternalStore } from "react";

const KEY = "fieldpost.station.sound";

/** `blocked`: wanted on this device, but the browser wants a touch before it lets a page be heard. */
export type SoundState = "off" | "on" | "blocked" | "missing";

const listeners = new Set<() => void>();
let context: AudioContext | null = null;

function wanted(): boolean {
  try {
    return localStorage.getItem(KEY) === "on";
  } catch {
    return false;
  }
}

function state(): SoundState {
  if (!("AudioContext" in globalThis)) return "missing";
  if (!wanted()) return "off";
  return context?.state === "running" ? "on" : "blocked";
}

function tell(): void {
  for (const listener of listeners) listener();
}

/** Wakes the browser's sound; only from within a touch or a key does it succeed. */
async function wake(): Promise<void> {
  context ??= new AudioContext();
  context.onstatechange = tell;
  if (context.state !== "running") await context.resume().catch(() => undefined);
  tell();
}

/** Turns this device's sound on or off, for all of its stations; call it from a person's touch. */
export async function setSound(on: boolean): Promise<void> {
  try {
    localStorage.setItem(KEY, on ? "on" : "off");
  } catch {
    // The browser keeps nothing: the sound stays as it is until the page is left.
  }
  if (on && "AudioContext" in globalThis) {
    await wake();
    chime();
  } else {
    tell();
  }
}

/** Two rising notes, made here: nothing to fetch, and audible over a grinder. */
export function chime(): void {
  if (context?.state !== "running" || !wanted()) return;
  for (const [index, pitch] of [880, 1318.5].entries()) {
    const at = context.currentTime + index * 0.16;
    const note = new OscillatorNode(context, { frequency: pitch, type: "triangle" });
    const loudness = new GainNode(context, { gain: 0 });
    loudness.gain.setValueAtTime(0, at);
    loudness.gain.linearRampToValueAtTime(0.5, at + 0.015);
    loudness.gain.exponentialRampToValueAtTime(0.001, at + 0.5);
    note.connect(loudness).connect(context.destination);
    note.start(at);
    note.stop(at + 0.5);
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  const wakeOnce = () => {
    if (wanted() && "AudioContext" in globalThis) void wake();
  };
  // A tablet that was switched on in the morning is touched before the first order comes.
  addEventListener("pointerdown", wakeOnce, { once: true });
  addEventListener("keydown", wakeOnce, { once: true });
  return () => {
    listeners.delete(listener);
    removeEventListener("pointerdown", wakeOnce);
    removeEventListener("keydown", wakeOnce);
  };
}

/** Whether new orders are heard on this device. */
export function useSound(): SoundState {
  return useSyncExternalStore(subscribe, state);
}
