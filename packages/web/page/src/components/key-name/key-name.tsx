import type { CSSProperties } from 'react';
import { keyHue } from '../key-wheel/wheel-geometry.ts';

interface KeyNameProps {
  /** A key of the Camelot wheel, such as "8A"; nothing for an unknown one. */
  name: string | null | undefined;
  uncertain?: boolean;
}

/** A key in its colour. */
export function KeyName({ name, uncertain = false }: KeyNameProps) {
  if (!name) return null;
  return (
    <span className="key" style={{ '--hue': keyHue(name) } as CSSProperties}>
      {name}
      {uncertain && '?'}
    </span>
  );
}
