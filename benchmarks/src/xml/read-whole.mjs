// Reads an XML file with fast-xml-parser in a process of its own, and prints its processor time and peak memory.
import { readFileSync } from 'node:fs';
import { XMLParser } from 'fast-xml-parser';

const before = process.cpuUsage();
const parser = new XMLParser({ ignoreAttributes: false });
const { DJ_PLAYLISTS: document } = parser.parse(readFileSync(process.argv[2]));
const tracks = [document.COLLECTION.TRACK].flat();
const marks = tracks.reduce((count, { POSITION_MARK: marks = [] }) => count + [marks].flat().length, 0);
const { user, system } = process.cpuUsage(before);
const peakMib = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ tracks: tracks.length, marks, cpuS: (user + system) / 1e6, peakMib }));
