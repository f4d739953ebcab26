import { expect, it } from 'vitest';
import { layOutLabels } from './label-layout.ts';

const label = (name: string, x: number, level: number, tracks = 10) => ({
  ...{ name, x, y: 0, level, tracks },
  ...{ width: 60, height: 16 },
});
const shown = (labels: ReturnType<typeof label>[], scale: number, zoom: number) =>
  layOutLabels(labels, scale, zoom).map(({ name }) => name);

it('shows words of large regions first, and more of them closer up', () => {
  const labels = [label('drop', 8, 2), label('techno', 0, 0), label('dark', 4, 1)];
  expect(shown(labels, 100, 1)).toEqual(['techno']);
  expect(shown(labels, 200, 2)).toEqual(['techno', 'dark']);
  expect(shown(labels, 400, 4)).toEqual(['techno', 'dark', 'drop']);
});

it('leaves out a word that another one covers, until there is room', () => {
  const labels = [label('few', 1, 0, 5), label('many', 0, 0, 50)];
  expect(shown(labels, 20, 1)).toEqual(['many']);
  expect(shown(labels, 80, 1)).toEqual(['many', 'few']);
});

it('shows levels that it does not know as the last one', () => {
  expect(shown([label('deep', 0, 7)], 100, 1)).toEqual([]);
  expect(shown([label('deep', 0, 7)], 100, 9)).toEqual(['deep']);
});
