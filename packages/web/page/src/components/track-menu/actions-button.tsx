import { ChevronDown } from 'lucide-react';
import { text } from '../../text/en.ts';
import { Button } from '../button/button.tsx';
import type { MenuPlace } from './track-menu.tsx';

/** A button below which the menu of the chosen tracks opens. */
export function ActionsButton({ onActions }: { onActions: (at: MenuPlace) => void }) {
  return (
    <Button aria-haspopup="menu" onClick={({ currentTarget }) => onActions(belowOf(currentTarget))}>
      {text.menu.open}
      <ChevronDown size={14} aria-hidden="true" />
    </Button>
  );
}

function belowOf(button: Element): MenuPlace {
  const { left, bottom } = button.getBoundingClientRect();
  return { x: left, y: bottom };
}
