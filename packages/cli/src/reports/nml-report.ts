import type { ExportedNml } from '@rbassist/library';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { counted } from '../output/count.ts';
import type { Output } from '../output/output.ts';
import { print, printJson, tell } from '../output/output.ts';

/** Reports an export for Traktor, and how to import it. */
export function reportNml(result: ExportedNml, output: Output): ExitCode {
  const { path, tracks, lists, leftOut, padsLost, unsureTimes, interrupted } = result;
  if (output.json) printJson(result);
  if (interrupted) return EXIT.interrupted;
  if (!output.json) {
    print(`Wrote ${counted(tracks, 'track')} and ${counted(lists.length, 'playlist')} to ${path}.`);
    print('In Traktor, right-click "Playlists" in the browser tree, choose "Import Playlist", and pick the file.');
  }
  for (const { name, notFound } of lists) {
    if (notFound.length > 0) {
      tell(output, `${name}: the library has no track for ${counted(notFound.length, 'entry', 'entries')}.`);
    }
  }
  if (leftOut > 0) tell(output, `Left out ${counted(leftOut, 'stream')}, or files named twice.`);
  if (padsLost > 0) tell(output, `Traktor has 8 pads, so ${counted(padsLost, 'hot cue')} became cues without a pad.`);
  if (unsureTimes.length > 0) {
    const missing = counted(unsureTimes.length, 'file');
    tell(output, `The times of ${missing} may be up to 51 ms early, because rbassist can't read their start.`);
  }
  return EXIT.done;
}
