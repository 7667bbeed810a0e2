import type { GeoJSONSource, MapLibreMap } from "maplibre-gl";
import { useCallback, useEffect, useEffectEvent, useRef, useState, type RefObject } from "react";
import { useTranslation } from "react-i18next";

import { useFormat, useNow } from "@/app/data";
import { useLanguage } from "@/i18n/use-language";

import { nameOf, type Column } from "../board/model";
import { useBoardView } from "../BoardContext";
import { revealRow } from "../revealRow";
import { Badges, type BadgeOnMap } from "./badges";
import { coloursOf, onThemeChange } from "./colours";
import { canDrawMaps, makeMap } from "./makeMap";
import { boundsOf, lastSighting, nextOf, overlayOf, placeOfDriver } from "./overlay";
import { CHOSEN_LAYER, chosenFilter, DOUBTS, STOP_LAYER, STOPS, WAYS } from "./overlay-style";
import { findStreets, type Streets } from "./streets";
import { mapStyle } from "./style";

/** Doubt about a silent driver grows by the minute. */
const TICK_MS = 60_000;

/** A map with a style; another style is another object. */
interface Shown {
  readonly map: MapLibreMap;
  readonly style: number;
}

interface RouteMapControl {
  readonly zoom: (by: number) => void;
  /** The browser cannot draw maps. */
  readonly isMissing: boolean;
}

/** Draws the board into an element, and keeps it as the board is. */
export function useRouteMap(
  container: RefObject<HTMLElement | null>,
  opensStops: boolean,
): RouteMapControl {
  const { t } = useTranslation("dispatch");
  const { board, chosen, choose, ask } = useBoardView();
  const language = useLanguage();
  const now = useNow(TICK_MS);
  const [shown, setShown] = useState<Shown>();
  const map = shown?.map;
  const [isMissing] = useState(() => !canDrawMaps());
  const [streets, setStreets] = useState<Streets | null>(null);
  const badges = useRef<Badges>(undefined);
  const drawn = useRef("");
  const badgeOf = useBadgeWords();

  const pressed = useEffectEvent((stopId: string) => {
    const column = board.columns.find((one) => one.rows.some((row) => row.id === stopId));
    const row = column?.rows.find((one) => one.id === stopId);
    if (!column || !row) return;
    choose(column.id, new Set([row.id]));
    revealRow(column.id, row.id);
    if (opensStops) ask({ about: "task", task: row });
  });
  const badgePressed = useEffectEvent((routeId: string) => {
    const column = board.columns.find((one) => one.id === routeId);
    const next = column && nextOf(column);
    if (next) pressed(next.id);
  });
  const first = useEffectEvent((element: HTMLElement) => {
    const style = mapStyle({ colours: coloursOf(element), language, streets });
    drawn.current = JSON.stringify(style);
    return makeMap(element, style, boundsOf(board.columns), t("map.label"));
  });

  useEffect(() => {
    const element = container.current;
    if (element === null || isMissing) return undefined;
    const made = first(element);
    badges.current = new Badges(made, (id) => {
      badgePressed(id);
    });
    made.on("click", STOP_LAYER, (event) => {
      const id: unknown = event.features?.[0]?.properties["id"];
      if (typeof id === "string") pressed(id);
    });
    made.on("mouseenter", STOP_LAYER, () => {
      made.getCanvas().style.cursor = "pointer";
    });
    made.on("mouseleave", STOP_LAYER, () => {
      made.getCanvas().style.cursor = "";
    });
    made.on("style.load", () => {
      setShown((before) => ({ map: made, style: (before?.style ?? 0) + 1 }));
    });
    return () => {
      setShown(undefined);
      made.remove();
    };
  }, [container, isMissing]);

  useEffect(() => {
    // Without the server there is no street map either: the app's own one is enough.
    findStreets().then(setStreets, () => undefined);
  }, []);

  // Colours, language and the streets beneath: another style, into which the routes come anew.
  useEffect(() => {
    const element = container.current;
    if (!map || !element) return undefined;
    const draw = (): void => {
      const style = mapStyle({ colours: coloursOf(element), language, streets });
      const text = JSON.stringify(style);
      if (text === drawn.current) return;
      drawn.current = text;
      map.setStyle(style, { diff: false });
    };
    draw();
    return onThemeChange(draw);
  }, [map, container, language, streets]);

  useEffect(() => {
    if (!shown) return;
    const { map } = shown;
    const { ways, stops, doubts } = overlayOf(board.columns, now);
    void map.getSource<GeoJSONSource>(WAYS)?.setData(ways);
    void map.getSource<GeoJSONSource>(STOPS)?.setData(stops);
    void map.getSource<GeoJSONSource>(DOUBTS)?.setData(doubts);
    badges.current?.show(board.columns.flatMap(badgeOf));
  }, [shown, board, now, badgeOf]);

  useEffect(() => {
    if (!shown) return;
    const { map } = shown;
    map.setFilter(CHOSEN_LAYER, chosenFilter([...chosen.ids]));
    const [only] = chosen.ids.size === 1 ? chosen.ids : [];
    const rows = board.columns.flatMap((column) => column.rows);
    const place = rows.find((row) => row.id === only)?.customer?.place;
    if (place && !map.getBounds().contains([place.lon, place.lat])) {
      map.easeTo({ center: [place.lon, place.lat] });
    }
    // Only a choice moves the map, not a change of the board.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [shown, chosen]);

  const zoom = useCallback((by: number) => map?.zoomTo(map.getZoom() + by), [map]);
  return { zoom, isMissing };
}

/** A driver's badge with its words: where he is going, or when he was seen last. */
function useBadgeWords(): (column: Column) => BadgeOnMap[] {
  const { t } = useTranslation("dispatch");
  const format = useFormat();
  return useCallback(
    (column) => {
      const place = placeOfDriver(column);
      if (place === null) return [];
      const next = nextOf(column);
      const isOut = column.contact.is === "out";
      const name = column.driver?.name ?? t("route.no-driver");
      const seen = lastSighting(column);
      const note = isOut
        ? t("map.last", { time: format.time(seen?.at ?? column.contact.at) })
        : next
          ? t("map.to", { number: next.number, name: nameOf(next) })
          : t("map.done");
      return [{ id: column.id, ...place, badge: column.badge, title: name, note, isOut }];
    },
    [t, format],
  );
}
