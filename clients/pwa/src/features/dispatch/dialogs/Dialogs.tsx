import type { Asking } from "../BoardContext";
import { MessageDialog } from "./MessageDialog";
import { PlaceDialog } from "./PlaceDialog";
import { RouteDialog } from "./RouteDialog";
import { TaskSheet } from "./TaskSheet";

interface DialogsProps {
  readonly asking: Asking | null;
  readonly day: string;
  readonly onClose: () => void;
}

/** The one question that is open over the board, if any. */
export function Dialogs({ asking, day, onClose }: DialogsProps) {
  switch (asking?.about) {
    case "place":
      return <PlaceDialog tasks={asking.tasks} onClose={onClose} />;
    case "task":
      return <TaskSheet task={asking.task} onClose={onClose} />;
    case "route":
      return <RouteDialog day={day} column={asking.column} onClose={onClose} />;
    case "message":
      return <MessageDialog column={asking.column} onClose={onClose} />;
    case undefined:
      return null;
  }
}
