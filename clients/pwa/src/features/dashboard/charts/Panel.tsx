import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import styles from "./charts.module.css";

interface PanelProps {
  readonly title: string;
  /** What it comes to, in a sentence. */
  readonly note?: ReactNode;
  /** How many of twelve columns it takes where there is room. */
  readonly span: 3 | 4 | 5 | 7;
  readonly children: ReactNode;
  /** The same as a table: head, then rows. Left out where the chart is text already. */
  readonly table?: {
    readonly head: readonly string[];
    readonly rows: readonly (readonly (string | number)[])[];
  };
}

/** One chart with its title, and its figures as a table for who does not see it. */
export function Panel({ title, note, span, children, table }: PanelProps): ReactNode {
  const { t } = useTranslation("dashboard");
  return (
    <section className={styles.panel} data-span={span} aria-label={title}>
      <h2>{title}</h2>
      {note === undefined ? null : <p className={styles.note}>{note}</p>}
      {children}
      {table === undefined || table.rows.length === 0 ? null : (
        <details className={styles.figures}>
          <summary>{t("as-table")}</summary>
          <table>
            <thead>
              <tr>
                {table.head.map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {table.rows.map((row, index) => (
                <tr key={index}>
                  {row.map((cell, at) => (
                    <td key={at}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </section>
  );
}
