import { useStats } from "@/app/data";
import { Skeleton } from "@/ui/Skeleton";

import { Attention } from "./Attention";
import { ContactCard } from "./ContactCard";
import { Details } from "./Details";
import { InstallCard } from "./InstallCard";
import { Outbox } from "./Outbox";
import { Photos } from "./Photos";
import { ReceiptCard } from "./ReceiptCard";
import { Storage } from "./Storage";
import styles from "./SyncCentre.module.css";

/** What became of everything that was done on this device, and what is left to do about it. */
export default function SyncCentre() {
  const stats = useStats();
  if (stats === undefined) return <Skeleton lines={8} />;
  return (
    <div className={styles.container}>
      <div className={styles.centre}>
        <div className={styles.column}>
          <ContactCard stats={stats} />
          <Attention stats={stats} />
          <Outbox stats={stats} />
        </div>
        <div className={styles.column}>
          <ReceiptCard stats={stats} />
          <Photos count={stats.photos} />
          <Storage storage={stats.storage} />
          <InstallCard />
          <Details stats={stats} />
        </div>
      </div>
    </div>
  );
}
