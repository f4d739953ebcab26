import {
  type Announcements,
  type DragEndEvent,
  type DragOverEvent,
  KeyboardSensor,
  MouseSensor,
  TouchSensor,
  type UniqueIdentifier,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { sortableKeyboardCoordinates } from '@dnd-kit/sortable';
import { useMemo } from 'react';
import type { Move, SetTrack } from '../../lists/set-order.ts';
import { text } from '../../text/en.ts';
import { shownText } from '../../text/format.ts';

/** Pixels that a mouse moves before a track follows it. */
const DRAG_PX = 4;
/** A finger that rests lifts a track; one that moves scrolls. */
const TOUCH = { delay: 200, tolerance: 8 };

/** Handlers of a place where tracks are dragged. */
export interface SetMoves {
  /** Says where a track is on its way; none when it is let go. */
  onMoving: (move: Move | undefined) => void;
  onMove: (move: Move) => void;
}

/** Names of the tracks for dragging: their places count, because a set may have a track twice. */
function dragNames(tracks: readonly SetTrack[]): string[] {
  return tracks.map(({ id }, place) => `${place} ${id}`);
}

/** Moves tracks of a set by mouse, finger and keyboard. */
export function useSetDrag(tracks: readonly SetTrack[], { onMoving, onMove }: SetMoves) {
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: DRAG_PX } }),
    useSensor(TouchSensor, { activationConstraint: TOUCH }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const names = useMemo(() => dragNames(tracks), [tracks]);
  const moveOf = ({ active, over }: DragOverEvent | DragEndEvent): Move | undefined => {
    if (!over || active.id === over.id) return undefined;
    return { from: names.indexOf(String(active.id)), to: names.indexOf(String(over.id)) };
  };
  const title = (id: UniqueIdentifier) => shownText(tracks[names.indexOf(String(id))]?.title);
  const place = (id: UniqueIdentifier) => names.indexOf(String(id)) + 1;
  const announcements: Announcements = {
    onDragStart: ({ active }) => text.sets.lifted(title(active.id), place(active.id)),
    onDragOver: ({ over }) => (over ? text.sets.overPlace(place(over.id), tracks.length) : undefined),
    onDragEnd: ({ active, over }) => text.sets.dropped(title(active.id), place((over ?? active).id)),
    onDragCancel: ({ active }) => text.sets.dropped(title(active.id), place(active.id)),
  };
  return {
    names,
    context: {
      sensors,
      accessibility: { announcements, screenReaderInstructions: { draggable: text.sets.dragKeys } },
      onDragOver: (event: DragOverEvent) => onMoving(moveOf(event)),
      onDragCancel: () => onMoving(undefined),
      onDragEnd: (event: DragEndEvent) => {
        const move = moveOf(event);
        onMoving(undefined);
        if (move) onMove(move);
      },
    },
  };
}
