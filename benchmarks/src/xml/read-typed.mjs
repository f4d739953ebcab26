// Reads an XML file with @rbassist/rekordbox in a process of its own, and prints its processor time and peak memory.
import { readRekordboxXml } from '@rbassist/rekordbox';

const before = process.cpuUsage();
let tracks = 0;
let marks = 0;
for await (const entry of readRekordboxXml(process.argv[2])) {
  if (entry.type !== 'track') continue;
  tracks++;
  marks += entry.track.marks.length;
}
const { user, system } = process.cpuUsage(before);
console.log(
  JSON.stringify({ tracks, marks, cpuS: (user + system) / 1e6, peakMib: process.resourceUsage().maxRSS / 1024 }),
);
