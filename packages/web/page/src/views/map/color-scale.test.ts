import { expect, it } from 'vitest';
import { EVERYTHING } from '../../tracks/track-query.ts';
import { type ColorScale, colorScale, isOn, toggleItem } from './color-scale.ts';

const NOW = Date.parse('2026-06-15T12:00:00Z');
const scale = (by: Parameters<typeof colorScale>[0], values: (number | null)[], names: string[] = []) =>
  colorScale(by, { map: '"m"', names, values }, NOW);
const namesOf = ({ items, itemOf }: ColorScale) => [...itemOf].map((item) => items[item]!.name);
const filterOf = (of: ColorScale, point: number) => of.items[of.itemOf[point]!]!.filter?.value;

it('gives the commonest names a colour each, and the others one', () => {
  const names = Array.from({ length: 13 }, (_, i) => `Genre ${i}`);
  const genres = scale('genre', [0, 9, 10, 12, null], names);
  expect(namesOf(genres)).toEqual(['Genre 0', 'Genre 9', '3 others', '3 others', 'Unknown']);
  expect(new Set(genres.items.map(({ color }) => color)).size).toBe(genres.items.length);
  expect(genres.items.map(({ filter }) => filter?.value)).toEqual(['Genre 0', 'Genre 9', undefined, undefined]);
  expect(genres.items.map(({ count }) => count)).toEqual([1, 1, 2, 1]);
});

it('shows a hostile name as text, and filters by it as it is', () => {
  const name = `\u202E${'x'.repeat(5000)}`;
  const [item] = scale('tag', [0], [name]).items;
  expect(item!.name.length).toBeLessThan(400);
  expect(item!.name).not.toContain('\u202E');
  expect(item!.filter!.value).toBe(name);
});

it('orders keys around the wheel, whichever is commonest', () => {
  const keys = scale('key', [0, 1, 2], ['9B', '1A', '12A']);
  expect(keys.items.map(({ name }) => name)).toEqual(['1A', '12A', '9B']);
  expect(namesOf(keys)).toEqual(['9B', '1A', '12A']);
});

it('chooses steps of BPM that tell the library apart, and leaves no track out', () => {
  const values = [...Array.from({ length: 200 }, (_, i) => 118 + i / 10), 40, 300, null];
  const bpm = scale('bpm', values);
  expect(bpm.items.map(({ name }) => name)).toEqual([
    'below 120',
    '120–124',
    '125–129',
    '130–134',
    '135 or more',
    'Unknown',
  ]);
  expect([filterOf(bpm, 0), filterOf(bpm, 30), filterOf(bpm, 200), filterOf(bpm, 201)]).toEqual([
    '-119.99',
    '120-124.99',
    '-119.99',
    '135-',
  ]);
});

it('has one step for one tempo, and none for none', () => {
  expect(scale('bpm', [128, 128]).items).toMatchObject([{ name: 'All', count: 2 }]);
  expect(scale('bpm', [null, null]).items).toMatchObject([{ name: 'Unknown', count: 2 }]);
  expect(scale('bpm', []).items).toEqual([]);
});

it('puts energies into fifths, with 0 and 1', () => {
  const energy = scale('energy', [0, 0.2, 0.399, 1]);
  expect(namesOf(energy)).toEqual(['0 to 19 of 100', '20 to 39 of 100', '20 to 39 of 100', '80 to 100 of 100']);
  expect([filterOf(energy, 0), filterOf(energy, 1), filterOf(energy, 3)]).toEqual(['0-0.1999', '0.2-0.3999', '0.8-1']);
});

it('puts dates into ages that the filter of days finds', () => {
  const at = (day: string) => Date.parse(`${day}T08:00:00Z`) / 1000;
  const added = scale('added', [
    at('2026-06-15'),
    at('2026-06-08'),
    at('2026-06-07'),
    at('2020-01-01'),
    at('2027-01-01'),
  ]);
  expect(namesOf(added)).toEqual([
    '7 days or less',
    '7 days or less',
    '8 to 30 days',
    'over 3 years',
    '7 days or less',
  ]);
  expect(filterOf(added, 0)).toBe('2026-06-08..');
  expect(filterOf(added, 2)).toBe('2026-05-16..2026-06-07');
  expect(filterOf(added, 3)).toBe('..2023-06-15');
});

it('turns filters on and off: several names, one range', () => {
  const house = { field: 'genre', value: 'House' } as const;
  const on = toggleItem({ ...EVERYTHING, genre: ['Disco'] }, house);
  expect(on.genre).toEqual(['Disco', 'House']);
  expect([isOn(on, house), toggleItem(on, house).genre]).toEqual([true, ['Disco']]);
  const fast = { field: 'bpm', value: '140-' } as const;
  expect(toggleItem({ ...EVERYTHING, bpm: '-119.99' }, fast).bpm).toBe('140-');
  expect(toggleItem({ ...EVERYTHING, bpm: '140-' }, fast).bpm).toBe('');
});
