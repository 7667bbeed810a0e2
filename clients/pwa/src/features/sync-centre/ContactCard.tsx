import { useTranslation } from "react-i18next";

import { useFormat, useNow, useReplica } from "@/app/data";
import type { Stats } from "@/replica/api";
import { useProblemWords } from "@/i18n/problem-words";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { StateShape } from "@/ui/StateShape";

import parts from "./parts.module.css";

/** How the connection is, by real contact, and when the next try is due. */
export function ContactCard({ stats }: { readonly stats: Stats }) {
  const { t } = useTranslation("sync-centre");
  const replica = useReplica();
  const format = useFormat();
  const problems = useProblemWords();
  const now = useNow();
  const { link, last, retryAt, problem } = stats.contact;
  const hasContact = link === "live" || link === "online";
  const seconds = Math.max(0, Math.ceil((retryAt - now) / 1000));

  const title = (): string => {
    if (hasContact) return t("contact.live", { time: format.time(last) });
    if (link === "connecting") return t("contact.connecting");
    return last === 0 ? t("contact.never") : t("contact.lost", { time: format.time(last) });
  };
  const note = (): string => {
    // Which of the two is too old stands below.
    if (problem === "sync/protocol") return t("contact.safe");
    if (problem !== null) return problems.title({ code: problem });
    if (hasContact) return t(link === "live" ? "contact.live-note" : "contact.online-note");
    return retryAt > 0 ? t("contact.retry", { count: seconds }) : t("contact.safe");
  };
  return (
    <Card className={parts.card ?? ""}>
      <StateShape of={hasContact ? "received" : "no-contact"} size="large" />
      <div className={parts.words}>
        <h2 className={parts.title}>{title()}</h2>
        <p className={parts.note}>{note()}</p>
      </div>
      {!hasContact && (
        <Button
          size="touch"
          onPress={() => {
            replica.retryNow();
          }}
        >
          {t("contact.try-now")}
        </Button>
      )}
    </Card>
  );
}
