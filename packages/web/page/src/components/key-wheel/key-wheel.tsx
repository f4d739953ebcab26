import { type CSSProperties, type KeyboardEvent, useRef, useState } from 'react';
import { text } from '../../text/en.ts';
import styles from './key-wheel.module.css';
import { compatibleKeys, type Key, keyBeside, keyHue, segment, WHEEL } from './wheel-geometry.ts';

const MOVES: Readonly<Record<string, 'next' | 'previous' | 'other'>> = {
  ArrowRight: 'next',
  ArrowLeft: 'previous',
  ArrowUp: 'other',
  ArrowDown: 'other',
};

export interface KeyWheelProps {
  /** Tracks of each key, which a segment's thickness shows. */
  counts: Readonly<Record<Key, number>>;
  /** Chosen keys. */
  chosen: readonly Key[];
  onChoose: (keys: Key[]) => void;
  /** Key of the selected track, which is marked; the keys that go with it are lit. */
  marked?: Key | null;
}

/** The Camelot wheel as a control: each key is a checkbox, arrows walk around. */
export function KeyWheel({ counts, chosen, onChoose, marked }: KeyWheelProps) {
  const [focused, setFocused] = useState<Key>(chosen[0] ?? marked ?? '8A');
  const wheel = useRef<SVGSVGElement>(null);
  const most = Math.max(1, ...Object.values(counts));
  const lit = marked ? compatibleKeys(marked) : [];

  const toggle = (key: Key) =>
    onChoose(chosen.includes(key) ? chosen.filter((other) => other !== key) : [...chosen, key]);

  const press = (event: KeyboardEvent, key: Key) => {
    const move = MOVES[event.key];
    if (move) {
      const beside = keyBeside(key, move);
      setFocused(beside);
      wheel.current?.querySelector<SVGGElement>(`[data-key="${beside}"]`)?.focus();
    } else if (event.key === ' ' || event.key === 'Enter') toggle(key);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset can't hold the shapes of an SVG
    <svg ref={wheel} viewBox="-100 -100 200 200" className={styles.wheel} role="group" aria-label={text.keyWheel.label}>
      {WHEEL.map((key) => {
        const count = counts[key] ?? 0;
        const { path, x, y } = segment(key, count / most);
        const checked = chosen.includes(key);
        return (
          // biome-ignore lint/a11y/useSemanticElements: an input can't have the shape of a segment
          <g
            key={key}
            data-key={key}
            role="checkbox"
            aria-checked={checked}
            aria-label={text.keyWheel.key(key, count)}
            tabIndex={key === focused ? 0 : -1}
            className={styles.key}
            data-empty={count === 0 || undefined}
            data-lit={lit.includes(key) || undefined}
            data-marked={key === marked || undefined}
            style={{ '--hue': keyHue(key) } as CSSProperties}
            onClick={() => {
              setFocused(key);
              toggle(key);
            }}
            onKeyDown={(event) => press(event, key)}
            onFocus={() => setFocused(key)}
          >
            <path d={segment(key, 1).path} className={styles.ground} />
            <path d={path} className={styles.count} />
            <text x={x} y={y} className={styles.name}>
              {key}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
