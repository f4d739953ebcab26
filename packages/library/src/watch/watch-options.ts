import { checkOptions, numberFrom, type OptionRule, optionRules, withDefaults } from '@rbassist/core';
import type { ScanEvent, ScanSummary } from '../scan/scan-events.ts';
import { type ScanOptions, scanSettings } from '../scan/scan-options.ts';

/** Options of a scan that a watch chooses itself. */
type OwnScanOptions = 'followMoves' | 'unfinished' | 'signal';

/**
 * Runs a scan of some folders, as `Library.scan` does. Returns its summary, or says how it ended if another place, such
 * as a queue, has the summary.
 */
export type RunScan = (
  folders: readonly string[],
  options: ScanOptions & Required<Pick<ScanOptions, OwnScanOptions>>,
) => AsyncGenerator<ScanEvent, ScanSummary | 'done' | 'cancelled'>;

/** Options of `Library.watch`. */
export interface WatchFoldersOptions {
  /** Ends the watch: a scan in progress finishes its tracks and saves. */
  signal?: AbortSignal;
  /** Seconds for which a file must not change before it counts as complete. @default 5 */
  settleS?: number;
  /** Maximum seconds before complete files are scanned, while others still arrive. @default 300 */
  mostWaitS?: number;
  /** Seconds between two looks at all files, for network drives that report no changes. @default wait for reports */
  pollS?: number;
  /** Options of each scan. @default {} */
  scan?: Omit<ScanOptions, OwnScanOptions>;
  /** Runs each scan, for example in a queue. @default `Library.scan` */
  runScan?: RunScan;
}

/** Defaults of {@link WatchFoldersOptions}. */
export const WATCH_FOLDERS_DEFAULTS = { settleS: 5, mostWaitS: 300, scan: {} } as const satisfies WatchFoldersOptions;

export type WatchSettings = Required<Pick<WatchFoldersOptions, 'settleS' | 'mostWaitS' | 'scan'>> & WatchFoldersOptions;

const SHORTEST_S = 0.01;
const RULES = {
  signal: optionRules.signal,
  settleS: numberFrom(SHORTEST_S),
  mostWaitS: numberFrom(SHORTEST_S),
  pollS: numberFrom(SHORTEST_S),
  scan: optionRules.options,
  runScan: optionRules.callback,
} satisfies Record<keyof WatchFoldersOptions, OptionRule>;

/** Throws {@link OptionError} for an unknown or invalid option. */
export function watchSettings(options: WatchFoldersOptions): WatchSettings {
  checkOptions(options, RULES);
  const settings = withDefaults<WatchSettings>(WATCH_FOLDERS_DEFAULTS, options);
  // the first scan may have to wait for a drive
  scanSettings(settings.scan);
  return settings;
}
