import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { useMe, useNeedsYou } from "@/app/data";
import { useDevice } from "@/app/device";
import { takeUpdate } from "@/app/updates/updates";
import type { Stats } from "@/replica/api";
import { Button } from "@/ui/Button";
import { Callout } from "@/ui/Callout";

import { Conflicts } from "./Conflicts";
import { Pointed } from "./Pointed";
import { Refused } from "./Refused";
import { useServerAge } from "./useServerAge";

const OFFICE = new Set(["admin", "dispatcher", "organiser"]);

/** Everything that waits for a person. */
export function Attention({ stats }: { readonly stats: Stats }) {
  const { t } = useTranslation("sync-centre");
  const { role } = useMe();
  const refused = useNeedsYou() ?? [];
  const age = useServerAge(stats);
  const { lacks } = useDevice();
  return (
    <>
      {stats.signedOut !== null && (
        <Callout
          of="needs-you"
          title={t("signed-out.title")}
          action={<Link to="/sign-in">{t("signed-out.action")}</Link>}
        >
          {t("signed-out.why")}
        </Callout>
      )}
      {lacks.map((lack) => (
        <Callout key={lack} of="late" title={t("lacks")}>
          {t(`shell:unfit.${lack}`)}
        </Callout>
      ))}
      {age !== null && (
        <Callout
          of="needs-you"
          title={t(`server.${age}`)}
          action={age === "newer" && <Button onPress={takeUpdate}>{t("server.update")}</Button>}
        >
          {t(`server.${age}-why`)}
        </Callout>
      )}
      {refused.map((line) => (
        <Pointed key={line.seq} seq={line.seq}>
          <Refused line={line} />
        </Pointed>
      ))}
      {stats.conflicts > 0 &&
        (OFFICE.has(role) ? (
          <Callout
            of="needs-you"
            title={t("conflicts.count", { count: stats.conflicts })}
            action={<Link to="/office/needs-you">{t("conflicts.open")}</Link>}
          >
            {t("conflicts.why")}
          </Callout>
        ) : (
          <Conflicts />
        ))}
    </>
  );
}
