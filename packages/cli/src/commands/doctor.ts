import { RbassistError } from '@rbassist/core';
import { describeMachine, type LibraryStats, type MachineDescription, readConfig } from '@rbassist/library';
import packageJson from '../../package.json' with { type: 'json' };
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { commandLine } from '../output/command-line.ts';
import { counted, formatCount } from '../output/count.ts';
import { fitParts } from '../output/fit-parts.ts';
import { type Output, print, printJson } from '../output/output.ts';
import { withRemedies } from '../output/remedy-text.ts';
import { warnTo } from '../output/warn-to.ts';
import { withLibrary } from '../with-library.ts';

/** `rbassist doctor`: checks this machine and the library, with remedies for missing parts. */
export const doctor = defineCommand({
  needs: 'current-folder',
  addFlags: (table) => table,
  run: async (_flags, output) => {
    const machine = await describeMachine();
    const { settings, files } = await readConfig({
      dataDir: output.dataDir,
      onWarning: warnTo(output),
      skipInvalid: true,
    });
    const configErrors = files.map(({ error }) => error).filter((error) => error !== undefined);
    const library = await withLibrary({ ...output, library: settings.dataDir }, (opened) => opened.stats()).catch(
      knownError,
    );
    if (output.json) {
      const described = RbassistError.isInstance(library) ? { libraryError: library } : { library };
      printJson({ rbassist: packageJson.version, ...machine, ...described, config: files });
    } else {
      printMachine(machine, output);
      printConfigErrors(configErrors, output);
      printLibrary(library, output);
    }
    return RbassistError.isInstance(library) || configErrors.length > 0 ? EXIT.failed : EXIT.done;
  },
});

function knownError(error: unknown): RbassistError {
  if (RbassistError.isInstance(error)) return error;
  throw error;
}

function printMachine(
  { node, system, decoders, builtInRuntime, runtime, models, modelsError, engines }: MachineDescription,
  output: Output,
) {
  print(`rbassist ${packageJson.version}, Node ${node}, ${system}`);
  print(['', 'Decoders, best first']);
  for (const { name, version, path, formats, ...state } of decoders) {
    const found = [version, path].filter(Boolean).join(' at ');
    const [line, ...why] = partLines(`${name} ${state.available ? found : 'not found'}`, state, output);
    print([...fitParts([line, ` (${formats.join(', ')})`]), ...why]);
  }
  print(['', 'Models']);
  const { name: runtimeName, version: runtimeVersion, device } = builtInRuntime;
  const where = device === 'wasm' ? ', in WebAssembly, three times as slow' : '';
  print(
    partLines(
      `built in, on ${[runtimeName, runtimeVersion].filter(Boolean).join(' ')}${where}`,
      builtInRuntime,
      output,
    ),
  );
  const runs = `onnxruntime-node ${runtime.version}, built for ${runtime.devices.join(', ')}`;
  print(partLines(runtime.available ? runs : 'onnxruntime-node', runtime, output));
  if (modelsError) print(`  ✗ ${withRemedies(modelsError.message, modelsError.remedies, output)}`);
  for (const { id, revisions } of models) print(`  ${mark(revisions.some(({ usable }) => usable))} ${id}`);
  if (models.length === 0 && !modelsError)
    print(`  none yet; download one with ${commandLine(['model', 'pull', 'm-a-p/MERT-v1-330M'])}`);
  print(['', 'Index engines, best first']);
  for (const { name, version, ...state } of engines) {
    print(partLines([name, version].filter(Boolean).join(' '), state, output));
  }
}

function printConfigErrors(errors: readonly RbassistError[], output: Output): void {
  if (errors.length === 0) return;
  print(['', 'Configuration']);
  for (const { message, remedies } of errors) print(`  ✗ ${withRemedies(message, remedies, output)}`);
}

function printLibrary(library: LibraryStats | RbassistError, output: Output): void {
  print(['', 'Library']);
  if (RbassistError.isInstance(library)) print(`  ✗ ${withRemedies(library.message, library.remedies, output)}`);
  else {
    const { dataDir, tracks, index } = library;
    print(`  ✓ ${dataDir}: ${counted(tracks, 'track')}, ${formatCount(index?.tracks ?? 0)} in the index`);
  }
}

type PartState = Pick<MachineDescription['decoders'][number], 'available' | 'reason' | 'remedies'>;

/** Returns the line of a part; if it is missing, also a line with the reason and remedies. */
function partLines(text: string, { available, reason, remedies }: PartState, output: Output): string[] {
  const line = `  ${mark(available)} ${text}`;
  if (available || reason === undefined) return [line];
  return [line, `      ${withRemedies(reason.replace(/(?<![.!?])$/, '.'), remedies, output)}`];
}

function mark(available: boolean): string {
  return available ? '✓' : '✗';
}
