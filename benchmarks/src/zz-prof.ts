import { libraryTracks } from './library/make-library.ts';
import { openLibrary } from '@rbassist/library';
import { QUESTIONS } from './recommend/recommend-figures.ts';
const seeds: string[] = []; let i = 0;
for (const [, { artist, title }] of libraryTracks(50000)) if (i++ % 2500 === 500) seeds.push(`${artist} - ${title}`);
const cpu = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1000; };
const library = await openLibrary({ dataDir: '/tmp/filters/lib50k' });
let t = cpu();
await library.recommend(seeds[0]); console.log('first', (cpu() - t).toFixed(0));
for (const [name, q] of Object.entries(QUESTIONS)) {
  await library.recommend(seeds[1], q);await library.recommend(seeds[1], q);
  t = cpu();
  for (const s of seeds) await library.recommend(s, q);
  console.log(name, ((cpu() - t) / seeds.length).toFixed(1), 'ms cpu');
}
