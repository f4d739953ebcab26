import { cleanText } from '@rbassist/core';
import type { BrokenRule, CheckFinding, CheckSeverity, CheckSource, XmlCheck } from '@rbassist/library';
import { counted, formatCount } from '../output/count.ts';
import { print } from '../output/output.ts';

const SEVERITY_NAMES: Readonly<Record<CheckSeverity, string>> = {
  refused: 'REFUSED',
  ignored: 'IGNORED',
  odd: 'odd',
};
const SOURCE_NAMES: Readonly<Record<CheckSource, string>> = {
  measured: 'measured on genuine exports',
  manual: 'official manual',
  community: 'users report it',
};

/** Prints the findings of a file, rule by rule. */
export function printCheck(check: XmlCheck): void {
  const { path, counts, rules } = check;
  print(`${cleanText(path)}: ${contentsText(check)}.`);
  if (rules.length === 0) {
    print('No problems found.');
    return;
  }
  const { refused, ignored, odd } = counts;
  print(
    `${counted(refused, 'finding')} that Rekordbox would refuse, ${formatCount(ignored)} that it would ignore, ${formatCount(odd)} odd.`,
  );
  for (const rule of rules) print(['', ...ruleLines(rule)]);
}

function contentsText({ program, version, tracks, streams, playlists, filesChecked }: XmlCheck): string {
  const source = [program, version].filter(Boolean).join(' ');
  const streaming = streams > 0 ? ` (${formatCount(streams)} streaming)` : '';
  const parts = [
    ...(source === '' ? [] : [cleanText(source)]),
    `${counted(tracks, 'track')}${streaming}`,
    counted(playlists, 'playlist'),
    ...(filesChecked > 0 ? [`${counted(filesChecked, 'music file')} looked for`] : []),
  ];
  return parts.join(', ');
}

function ruleLines({ rule, severity, count, happens, remedy, source, reference, findings }: BrokenRule): string[] {
  const known = reference === undefined ? SOURCE_NAMES[source] : `${SOURCE_NAMES[source]}: ${reference}`;
  const rest = count - findings.length;
  return [
    `${SEVERITY_NAMES[severity]}  ${rule} (${formatCount(count)})`,
    `  ${happens} (${known})`,
    `  ${remedy}`,
    ...findings.map(findingLine),
    ...(rest > 0 ? [`    and ${formatCount(rest)} more (--verbose lists all)`] : []),
  ];
}

function findingLine({ line, column, name, found }: CheckFinding): string {
  const subject = name === undefined || name === '' ? '' : `${cleanText(name)}: `;
  return `    ${line}:${column}  ${subject}${cleanText(found)}`;
}
