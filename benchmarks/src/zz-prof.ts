import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { libraryTracks } from './library/make-library.ts';
import { openLibrary } from '@rbassist/library';
import { QUESTIONS } from './recommend/recommend-figures.ts';
const F = '/tmp/filters/seeds.json';
if (!existsSync(F)) { const seeds: string[] = []; let i = 0;
for (const [, { artist, title }] of libraryTracks(50000)) if (i++ % 2500 === 500) seeds.push(`${artist} - ${title}`);
writeFileSync(F, JSON.stringify(seeds)); }
const seeds: string[] = JSON.parse(readFileSync(F, 'utf8'));
const s = new Session(); s.connect(); await s.post('Profiler.enable'); await s.post('Profiler.setSamplingInterval', { interval: 200 });
const prof = async (name: string, work: () => Promise<void>) => {
  await s.post('Profiler.start'); await work(); const { profile } = await s.post('Profiler.stop');
  const self = new Map<number, number>(); profile.samples!.forEach((id, i) => self.set(id, (self.get(id) ?? 0) + profile.timeDeltas![i]));
  const agg = new Map<string, number>();
  for (const n of profile.nodes) { const k = `${n.callFrame.functionName} ${n.callFrame.url.split('/').slice(-3).join('/')}:${n.callFrame.lineNumber + 1}`; agg.set(k, (agg.get(k) ?? 0) + (self.get(n.id) ?? 0)); }
  console.log(name); for (const [k, v] of [...agg].sort((a, b) => b[1] - a[1]).slice(0, 22)) console.log('  ', (v / 1000).toFixed(0).padStart(6), k);
};
const cpu = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1000; };
const library = await openLibrary({ dataDir: '/tmp/filters/lib50k' });
let t = cpu();
if (process.argv[2] === 'first') { await prof('first', async () => { await library.recommend(seeds[0]); }); process.exit(); }
await library.recommend(seeds[0]); console.log('first', (cpu() - t).toFixed(0));
for (const [name, q] of Object.entries(QUESTIONS)) {
  await library.recommend(seeds[1], q);await library.recommend(seeds[1], q);
  t = cpu();
  for (const s of seeds) await library.recommend(s, q);
  console.log(name, ((cpu() - t) / seeds.length).toFixed(1), 'ms cpu');
  if (process.argv[2] === 'prof') await prof(name, async () => { for (const s of seeds) await library.recommend(s, q); });
}
