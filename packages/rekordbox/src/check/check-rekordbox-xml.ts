import { checkOptions, type OptionRule, oneOf, optionRules, requireRule } from '@rbassist/core';
import type { BrokenRule, CheckSeverity } from './check-finding.ts';
import { FindingList } from './finding-list.ts';
import { type FileCheckMode, MissingFiles } from './missing-files.ts';
import { type ElementEvent, readElements } from './read-elements.ts';
import { XmlRules } from './xml-rules.ts';

/** Options of {@link checkRekordboxXml}. */
export interface CheckXmlOptions {
  /** Files of tracks to look for. @default 'present-drives', those whose drive or home folder is on this machine */
  files?: FileCheckMode;
  /** Most findings to list for a rule. All are counted. @default 20 */
  perRule?: number;
  signal?: AbortSignal;
}

/** Result of {@link checkRekordboxXml}. */
export interface XmlCheck {
  path: string;
  /** Program and version that the file names. */
  program?: string;
  version?: string;
  tracks: number;
  /** Entries of streaming services among the tracks. */
  streams: number;
  playlists: number;
  /** Number of files looked for. */
  filesChecked: number;
  /** Number of findings by severity. */
  counts: Record<CheckSeverity, number>;
  /** Rules that the file breaks, the severest first. */
  rules: BrokenRule[];
}

const FILE_MODES: readonly FileCheckMode[] = ['all', 'present-drives', 'none'];
const RULES = {
  files: oneOf(FILE_MODES),
  perRule: optionRules.limit,
  signal: optionRules.signal,
} satisfies Record<keyof CheckXmlOptions, OptionRule>;

/**
 * Lists what Rekordbox would refuse, ignore or never write in an XML file. Reads the file as a stream, and changes
 * nothing. A file that is not XML is a finding too.
 *
 * @throws {OptionError} for an invalid option, or a file that can't be read.
 */
export async function checkRekordboxXml(file: string, options: CheckXmlOptions = {}): Promise<XmlCheck> {
  requireRule('file', file, optionRules.text);
  checkOptions(options, RULES);
  const { files = 'present-drives', perRule = 20, signal } = options;
  const findings = new FindingList(perRule);
  const missing = new MissingFiles(files);
  const rules = new XmlRules(findings, (track) => missing.add(track));
  let isWhole = true;
  for await (const events of readElements(file, signal)) {
    for (const event of events) if (!apply(event, rules, findings)) isWhole = false;
    await missing.report(findings);
  }
  if (isWhole) rules.finish();
  const { program, version, tracks, streams, playlists } = rules;
  return {
    path: file,
    ...(program !== undefined && { program, version }),
    tracks,
    streams,
    playlists,
    filesChecked: missing.checked,
    counts: { refused: findings.count('refused'), ignored: findings.count('ignored'), odd: findings.count('odd') },
    rules: findings.broken(),
  };
}

/** Applies the rules to an event. Returns false if the file can't be read further. */
function apply(event: ElementEvent, rules: XmlRules, findings: FindingList): boolean {
  switch (event.type) {
    case 'open':
      rules.open(event.element);
      return true;
    case 'close':
      rules.close();
      return true;
    case 'declaration':
      if (event.encoding !== undefined && event.encoding.toLowerCase() !== 'utf-8') {
        findings.add('encoding', { line: 1, column: 1 }, `encoding "${event.encoding}"`);
      }
      return true;
    case 'problem':
      findings.add('not-xml', event, event.message);
      return false;
  }
}
