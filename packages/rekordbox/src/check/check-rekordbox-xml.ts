import { checkOptions, type OptionRule, oneOf, optionRules, requireRule } from '@rbassist/core';
import { XmlError } from '../xml/xml-error.ts';
import type { BrokenRule, CheckSeverity } from './check-finding.ts';
import { FindingList } from './finding-list.ts';
import { FILE_CHECK_MODES, type FileCheckMode, MissingFiles } from './missing-files.ts';
import { readElements } from './read-elements.ts';
import { XmlRules } from './xml-rules.ts';

/** Options of {@link checkRekordboxXml}. */
export interface CheckXmlOptions {
  /** Files of tracks to look for. @default 'present-drives', those whose drive or home folder is on this machine */
  files?: FileCheckMode;
  /** Maximum number of findings to list for a rule. All are counted. @default 20 */
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

const RULES = {
  files: oneOf(FILE_CHECK_MODES),
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
  try {
    for await (const _ of readElements(file, rules, signal)) await missing.report(findings);
    rules.finish();
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    const { line = 1, column = 1 } = error;
    findings.add('not-xml', { line, column }, problemOf(error));
    await missing.report(findings);
  }
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

/** Returns the message without file and place, which the finding has. */
function problemOf({ message, path }: XmlError): string {
  return message.slice(path.length).replace(/^(?:, line \d+)?(?:, column \d+)?: /, '');
}
