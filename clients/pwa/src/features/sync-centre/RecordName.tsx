import { useOne } from "@/app/data";
import { useRecordName } from "@/app/naming/useRecordName";
import type { EntityName } from "@/generated/entities";

interface RecordNameProps {
  readonly entity: EntityName;
  readonly id: string;
}

/** What people call a record. */
export function RecordName({ entity, id }: RecordNameProps) {
  const doc = useOne(entity, id);
  return useRecordName()(entity, doc);
}
