import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { changeLanguage } from "@/i18n/i18n";
import { LANGUAGE_NAMES, LANGUAGES } from "@/i18n/language";
import { useLanguage } from "@/i18n/use-language";
import { Card } from "@/ui/Card";
import { Flag } from "@/ui/Flag";
import { Segmented } from "@/ui/Segmented";

import styles from "./Front.module.css";

interface FrontProps {
  readonly title: string;
  readonly why: string;
  readonly children: ReactNode;
}

/** The page before anybody is known: the flag, the language, one form. */
export function Front({ title, why, children }: FrontProps) {
  const { t } = useTranslation("sign-in");
  const language = useLanguage();
  return (
    <div className={styles.page}>
      <header className={styles.bar} data-theme="dark">
        <Flag />
        <span className={styles.product}>Fieldpost</span>
        <Segmented
          label={t("language")}
          value={language}
          options={LANGUAGES.map((each) => ({
            value: each,
            label: <span lang={each}>{LANGUAGE_NAMES[each]}</span>,
          }))}
          onChange={(next) => void changeLanguage(next)}
        />
      </header>
      <main className={styles.main}>
        <Card className={styles.card ?? ""}>
          <div>
            <h1 className={styles.title}>{title}</h1>
            <p className={styles.why}>{why}</p>
          </div>
          {children}
        </Card>
      </main>
    </div>
  );
}
