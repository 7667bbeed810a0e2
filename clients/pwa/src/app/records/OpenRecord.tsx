import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { useOne } from "@/app/data";
import type { Doc, EntityName } from "@/generated/entities";
import { Button } from "@/ui/Button";
import { Empty } from "@/ui/Empty";
import { Skeleton } from "@/ui/Skeleton";

interface OpenRecordProps<E extends EntityName> {
  readonly entity: E;
  readonly id: string;
  /** What is said where this device does not hold it. */
  readonly gone: string;
  readonly onClose: () => void;
  readonly children: (record: Doc<E>) => ReactNode;
}

/** The record that an address names: it is being read, it is not here, or here it is. */
export function OpenRecord<E extends EntityName>(props: OpenRecordProps<E>): ReactNode {
  const { entity, id, gone, onClose, children } = props;
  const { t } = useTranslation("records");
  const record = useOne(entity, id);
  if (record === undefined) return <Skeleton lines={8} />;
  if (record !== null) return children(record);
  return (
    <Empty title={gone} action={<Button onPress={onClose}>{t("ui:close")}</Button>}>
      {t("gone-why")}
    </Empty>
  );
}
