/** A key on the Camelot wheel, such as "8A". */
export type Key = string;

const HOURS = 12;
/** Inner and outer radius of the two rings, of a wheel with radius 100; minor keys are inside. */
const RINGS = { A: [34, 64], B: [68, 98] } as const;
/** A key without tracks keeps this part of its ring, so that it can be seen and clicked. */
const THINNEST = 0.35;
/** Degrees between two keys. */
const GAP = 2;

/** All keys in the order of the wheel, minor ones first. */
export const WHEEL: readonly Key[] = (['A', 'B'] as const).flatMap((letter) =>
  Array.from({ length: HOURS }, (_, hour) => `${hour + 1}${letter}`),
);

function read(key: Key): { hour: number; letter: 'A' | 'B' } {
  return { hour: Number.parseInt(key, 10), letter: key.endsWith('B') ? 'B' : 'A' };
}

const wrap = (hour: number): number => ((hour - 1 + HOURS) % HOURS) + 1;

/** Keys that mix with a key without a clash: itself, its neighbours on the wheel, and its relative. */
export function compatibleKeys(key: Key): Key[] {
  const { hour, letter } = read(key);
  return [key, `${wrap(hour - 1)}${letter}`, `${wrap(hour + 1)}${letter}`, `${hour}${letter === 'A' ? 'B' : 'A'}`];
}

/** Degrees of a key's hue. Relatives, which share their notes, share a hue too. */
export function keyHue(key: Key): number {
  return ((read(key).hour - 1) * 360) / HOURS;
}

/** Key beside another one: along its ring, or on the other ring. */
export function keyBeside(key: Key, direction: 'next' | 'previous' | 'other'): Key {
  const { hour, letter } = read(key);
  if (direction === 'other') return `${hour}${letter === 'A' ? 'B' : 'A'}`;
  return `${wrap(hour + (direction === 'next' ? 1 : -1))}${letter}`;
}

/** Shape of a key's segment, and the place of its name. `share` (0 to 1) is how thick it is. */
export function segment(key: Key, share: number): { path: string; x: number; y: number } {
  const { hour, letter } = read(key);
  const [inner, full] = RINGS[letter];
  const outer = inner + (full - inner) * (THINNEST + (1 - THINNEST) * share);
  const from = hour * 30 - 15 + GAP / 2;
  const to = hour * 30 + 15 - GAP / 2;
  const point = (degrees: number, radius: number) => {
    const angle = ((degrees - 90) * Math.PI) / 180;
    return `${(Math.cos(angle) * radius).toFixed(2)} ${(Math.sin(angle) * radius).toFixed(2)}`;
  };
  const path = [
    `M${point(from, inner)}`,
    `L${point(from, outer)}`,
    `A${outer} ${outer} 0 0 1 ${point(to, outer)}`,
    `L${point(to, inner)}`,
    `A${inner} ${inner} 0 0 0 ${point(from, inner)}Z`,
  ].join('');
  const [x, y] = point(hour * 30, (inner + full) / 2)
    .split(' ')
    .map(Number);
  return { path, x: x!, y: y! };
}
