import packageJson from '../../package.json' with { type: 'json' };
import { defineCommand } from '../command.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { print } from '../output/output.ts';

/** `rbassist version`: prints the version, as `--version` does. */
export const version = defineCommand({
  needs: 'nothing',
  addFlags: (table) => table,
  run: async () => showVersion(),
});

/** Prints the version. */
export function showVersion(): ExitCode {
  print(packageJson.version);
  return EXIT.done;
}
