import packageJson from '../../package.json' with { type: 'json' };
import { defineCommand } from '../command.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { type Output, print, printJson } from '../output/output.ts';

/** `rbassist version`: prints the version, as `--version` does. */
export const version = defineCommand({
  needs: 'nothing',
  addFlags: (table) => table,
  run: async (_flags, output) => showVersion(output),
});

/** Prints the version. */
export function showVersion({ json }: Pick<Output, 'json'>): ExitCode {
  if (json) printJson({ version: packageJson.version });
  else print(packageJson.version);
  return EXIT.done;
}
