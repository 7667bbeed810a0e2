"use strict";
const language = document.documentElement.lang;
const figure = new Intl.NumberFormat(language);
const clock = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "medium" });
const ago = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
const pill = document.getElementById("pill");

function since(ms, now) {
  const seconds = Math.max(0, Math.round((now - ms) / 1000));
  if (seconds < 60) return ago.format(-seconds, "second");
  if (seconds < 3600) return ago.format(-Math.round(seconds / 60), "minute");
  if (seconds < 86400) return ago.format(-Math.round(seconds / 3600), "hour");
  return ago.format(-Math.round(seconds / 86400), "day");
}

function show(status) {
  for (const at of document.querySelectorAll("[data-figure]")) {
    at.textContent = figure.format(status[at.dataset.figure]);
  }
  for (const at of document.querySelectorAll("[data-text]")) {
    at.textContent = status[at.dataset.text];
  }
  for (const at of document.querySelectorAll("[data-ago]")) {
    const ms = status[at.dataset.ago];
    at.textContent = ms === null ? at.dataset.never : since(ms, status.at);
    at.title = ms === null ? "" : clock.format(ms);
  }
}

function say(up) {
  const text = up ? pill.dataset.up : pill.dataset.down;
  if (pill.textContent === text) return;
  pill.textContent = text;
  pill.className = up ? "pill received" : "pill no-contact";
}

async function look() {
  try {
    const answer = await fetch("/status.json", { cache: "no-store" });
    if (!answer.ok) throw new Error(String(answer.status));
    show(await answer.json());
    say(true);
  } catch {
    say(false);
  }
  setTimeout(look, document.hidden ? 15000 : 3000);
}

document.getElementById("insecure").hidden = window.isSecureContext;
look();
