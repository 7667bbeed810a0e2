import { Marker, type MapLibreMap } from "maplibre-gl";

import styles from "./badges.module.css";

/** A driver's badge on the map. */
export interface BadgeOnMap {
  readonly id: string;
  readonly lon: number;
  readonly lat: number;
  readonly badge: number;
  readonly title: string;
  readonly note: string;
  readonly isOut: boolean;
}

interface Shown {
  readonly marker: Marker;
  readonly parts: Readonly<Record<"badge" | "tag" | "title" | "note", Element>>;
}

/** Keeps the badges on a map as they should be; they are buttons. */
export class Badges {
  readonly #map: MapLibreMap;
  readonly #onPress: (id: string) => void;
  readonly #shown = new Map<string, Shown>();

  constructor(map: MapLibreMap, onPress: (id: string) => void) {
    this.#map = map;
    this.#onPress = onPress;
    map.on("moveend", this.#arrange);
  }

  show(badges: readonly BadgeOnMap[]): void {
    const wanted = new Set(badges.map((badge) => badge.id));
    for (const [id, { marker }] of this.#shown) {
      if (wanted.has(id)) continue;
      marker.remove();
      this.#shown.delete(id);
    }
    for (const badge of badges) this.#put(badge);
    this.#arrange();
  }

  /** A tag that would lie over another one or over a badge stays away until it is asked for. */
  readonly #arrange = (): void => {
    const all = [...this.#shown.values()];
    const taken = all.map(({ parts }) => parts.badge.getBoundingClientRect());
    all.forEach(({ marker, parts }, index) => {
      const tag = parts.tag.getBoundingClientRect();
      const isFree = taken.every((other, place) => place === index || !overlap(other, tag));
      marker.getElement().toggleAttribute("data-quiet", !isFree);
      if (isFree) taken.push(tag);
    });
  };

  #put(badge: BadgeOnMap): void {
    const { marker, parts } = this.#shown.get(badge.id) ?? this.#make(badge.id);
    parts.badge.textContent = String(badge.badge);
    parts.title.textContent = badge.title;
    parts.note.textContent = badge.note;
    marker.getElement().toggleAttribute("data-out", badge.isOut);
    marker.setLngLat([badge.lon, badge.lat]).addTo(this.#map);
  }

  #make(id: string): Shown {
    const element = document.createElement("button");
    element.type = "button";
    element.className = styles.marker ?? "";
    const part = (className: string | undefined): Element => {
      const span = document.createElement("span");
      span.className = className ?? "";
      return span;
    };
    const parts = {
      badge: part(styles.badge),
      tag: part(styles.tag),
      title: part(styles.title),
      note: part(styles.note),
    };
    parts.tag.append(parts.title, parts.note);
    element.append(parts.badge, parts.tag);
    element.addEventListener("click", (event) => {
      event.stopPropagation();
      this.#onPress(id);
    });
    const shown = { marker: new Marker({ element, anchor: "center" }), parts };
    this.#shown.set(id, shown);
    return shown;
  }
}

function overlap(a: DOMRect, b: DOMRect): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
