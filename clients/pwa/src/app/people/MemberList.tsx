import { ChevronRight } from "lucide-react";
import { Button } from "react-aria-components/Button";
import { useTranslation } from "react-i18next";

import { initials } from "@/app/person/initials";
import { State } from "@/ui/State";

import styles from "./MemberList.module.css";
import type { Member } from "./people";
import { useRoster } from "./people-context";
import { useMemberName } from "./useMemberName";

interface MemberListProps {
  readonly members: readonly Member[];
  readonly onChoose: (member: Member) => void;
}

/** The people who have signed in on this device. */
export function MemberList({ members, onChoose }: MemberListProps) {
  const { t } = useTranslation("shell");
  const { present } = useRoster();
  const nameOf = useMemberName();
  return (
    <ul className={styles.list}>
      {members.map((member) => (
        <li key={member.id}>
          <Button
            className={styles.member}
            onPress={() => {
              onChoose(member);
            }}
          >
            <span className={styles.initials} aria-hidden="true">
              {initials(nameOf(member))}
            </span>
            <span className={styles.words}>
              <span className={styles.name}>{nameOf(member)}</span>
              <span className={styles.note}>{t(`words:role.${member.role}`)}</span>
            </span>
            {member.id === present ? (
              <State of="received">{t("people.here")}</State>
            ) : (
              <ChevronRight aria-hidden="true" />
            )}
          </Button>
        </li>
      ))}
    </ul>
  );
}
