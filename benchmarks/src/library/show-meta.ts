import { table } from '../bench/table.ts';
import type { MetaFigures } from './meta-figures.ts';

export function showMeta(figures: MetaFigures): string {
  const times = (value: number | undefined) => (value === undefined ? '-' : `${value.toFixed(2)} ×`);
  const mib = (value: number) => `${value.toFixed(0)} MiB`;
  const open = table(
    ['open', 'seconds', "by Python's", 'peak memory', "by Python's"],
    figures.open.map(({ name, ms, peakMib, timesPython }) => [
      name,
      (ms / 1000).toFixed(2),
      times(timesPython?.ms),
      mib(peakMib),
      times(timesPython?.peak),
    ]),
  );
  const { few, many, times: growth } = figures.growth;
  const python = figures.pythonUpdateMs === null ? '' : ` (Python: ${(figures.pythonUpdateMs / 1000).toFixed(1)} s)`;
  const rows = [
    ['what recommending asks of every track', `${figures.askAllMs.toFixed(0)} ms`],
    [`one update of one track, on disk${python}`, `${figures.updateMs.toFixed(1)} ms`],
    ['updates a second, of a rating', figures.updatesPerS.toFixed(0)],
    ['updates a second, of both contours', figures.contourUpdatesPerS.toFixed(0)],
    ['close, which writes the file whole', `${(figures.closeMs / 1000).toFixed(2)} s`],
    [`peak memory, first time, against at most 10,000 tracks (${mib(few)}, ${mib(many)})`, `${growth.toFixed(2)} ×`],
  ];
  return `meta.json of ${figures.tracks} tracks, ${mib(figures.fileMib)}\n\n${open}\n\n${table(['', ''], rows)}`;
}
