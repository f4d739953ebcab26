import { type ExportedXml, LEFT_OUT_TEXT, type LeftOutReason } from '@rbassist/library';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { counted, formatCount } from '../output/count.ts';
import { type Output, print, printJson, tell } from '../output/output.ts';
import { STOPPED } from './failure-text.ts';

/** Paths that are listed without `--verbose`. */
const FEW = 3;
/** Playlists that are listed without `--verbose`. */
const FEW_PLAYLISTS = 10;

/** Prints what an export wrote, what it left out and why, and how to import it. Returns the exit code. */
export function reportExport(result: ExportedXml, output: Output): ExitCode {
  if (output.json) printJson(result);
  if (result.interrupted) {
    if (!output.json) tell(output, STOPPED);
    return EXIT.interrupted;
  }
  if (output.json) return EXIT.done;
  print(writtenLines(result, output));
  tell(output, [...leftOutLines(result, output), ...problemLines(result, output)]);
  tell(output, ['', ...stepLines(result)]);
  return EXIT.done;
}

function writtenLines({ path, tracks, inBase, playlists }: ExportedXml, { verbose }: Output): string[] {
  const lines = [`Wrote ${counted(tracks, 'track')} to ${path}.`];
  if (inBase > 0) {
    const [are, keep] = inBase === 1 ? ['is', 'keeps its'] : ['are', 'keep their'];
    lines.push(`${formatCount(inBase)} of them ${are} in your own export and ${keep} identity.`);
  }
  const shown = verbose ? playlists : playlists.slice(0, FEW_PLAYLISTS);
  for (const { folders, name, entries } of shown) {
    lines.push(`Playlist ${[...folders, name].join(' / ')}: ${counted(entries, 'track')}.`);
  }
  if (shown.length < playlists.length) lines.push(`and ${counted(playlists.length - shown.length, 'more playlist')}.`);
  return lines;
}

function leftOutLines({ leftOut, playlists }: ExportedXml, output: Output): string[] {
  const byReason = new Map<LeftOutReason, string[]>();
  for (const { path, reason } of leftOut) byReason.set(reason, [...(byReason.get(reason) ?? []), path]);
  const lines = [...byReason].flatMap(([reason, paths]) =>
    listed(`Left out ${counted(paths.length, 'track')}. Reason: ${LEFT_OUT_TEXT[reason]}.`, paths, output),
  );
  const missing = playlists.flatMap(({ notFound }) => notFound);
  if (missing.length === 0) return lines;
  const subject = counted(missing.length, 'entry', 'entries');
  return [...lines, ...listed(`The library has no track for ${subject} of the playlists.`, missing, output)];
}

function problemLines({ unplayable, marks, unsureTimes }: ExportedXml, output: Output): string[] {
  const lines: string[] = [];
  if (unplayable.length > 0) {
    const line = `Rekordbox can't play ${counted(unplayable.length, 'file')} because of the format, and ignores them.`;
    lines.push(...listed(line, unplayable, output));
  }
  if (marks.length > 0) {
    const paths = [...new Set(marks.map(({ path }) => path))];
    const line = `Left out ${counted(marks.length, 'cue')} of ${counted(paths.length, 'track')}: Rekordbox keeps 16 hot cues and 10 memory cues.`;
    lines.push(...listed(line, paths, output));
  }
  if (unsureTimes.length > 0) {
    const line = `Cues and grids of ${counted(unsureTimes.length, 'track')} may be up to 51 ms early, because rbassist can't read how the file starts.`;
    lines.push(...listed(line, unsureTimes, output));
  }
  return lines;
}

function stepLines({ steps, base }: ExportedXml): string[] {
  const lines = steps.map(({ text, source }, i) => {
    const note = source === 'community' ? ' (reported by users)' : '';
    return `  ${i + 1}. ${text}${note}`;
  });
  const hint = 'With --base and your own export, tracks that Rekordbox has keep the values that you set there.';
  return ['To import it in Rekordbox:', ...lines, ...(base === undefined ? [hint] : [])];
}

function listed(line: string, paths: readonly string[], { verbose }: Output): string[] {
  const shown = verbose ? paths : paths.slice(0, FEW);
  const rest = paths.length - shown.length;
  const more = rest > 0 ? [`  and ${formatCount(rest)} more (--verbose lists all)`] : [];
  return [line, ...shown.map((path) => `  ${path}`), ...more];
}
