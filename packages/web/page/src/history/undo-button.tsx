import { useMutation } from '@tanstack/react-query';
import { Undo2 } from 'lucide-react';
import { Button } from '../components/button/button.tsx';
import { text } from '../text/en.ts';
import { undoChange } from './undo.ts';

/** Undoes the last change, as Ctrl-Z does. */
export function UndoButton() {
  const { mutate, isPending } = useMutation(undoChange);
  return (
    <Button look="quiet" disabled={isPending} onClick={() => mutate()}>
      <Undo2 size={14} aria-hidden="true" />
      {text.history.undo}
    </Button>
  );
}
