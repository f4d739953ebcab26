import { RbassistError } from '@rbassist/core';
import { describeMachine, type LibraryStats, type MachineDescription } from '@rbassist/library';
import packageJson from '../../package.json' with { type: 'json' };
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { commandLine } from '../output/command-line.ts';
import { type Output, print, printJson } from '../output/output.ts';
import { counted } from '../output/path-list.ts';
import { withRemedies } from '../output/remedy-text.ts';
import { withLibrary } from '../with-library.ts';

/** `rbassist doctor`: describes this machine and the library, with remedies for what is missing. */
export const doctor = defineCommand({
  addFlags: (table) => table,
  run: async (_flags, output) => {
    const machine = await describeMachine();
    const library = await withLibrary(output, (opened) => opened.stats()).catch(knownError);
    if (output.json) {
      const described = RbassistError.isInstance(library) ? { libraryError: library } : { library };
      printJson({ rbassist: packageJson.version, ...machine, ...described });
    } else {
      printMachine(machine, output);
      printLibrary(library, output);
    }
    return RbassistError.isInstance(library) ? EXIT.failed : EXIT.done;
  },
});

function knownError(error: unknown): RbassistError {
  if (RbassistError.isInstance(error)) return error;
  throw error;
}

function printMachine(
  { node, system, decoders, runtime, models, modelsError, engines }: MachineDescription,
  output: Output,
) {
  print(`rbassist ${packageJson.version}, Node ${node}, ${system}`);
  print('\nDecoders, best first');
  for (const { name, version, path, formats, ...state } of decoders) {
    const found = [version, path].filter(Boolean).join(' at ');
    print(partLine(`${name} ${state.available ? found : 'not found'} (${formats.join(', ')})`, state, output));
  }
  print('\nModels');
  const runs = `onnxruntime-node ${runtime.version}, built for ${runtime.devices.join(', ')}`;
  print(partLine(runtime.available ? runs : 'onnxruntime-node', runtime, output));
  if (modelsError) print(`  ✗ ${withRemedies(modelsError.message, modelsError.remedies, output)}`);
  for (const { id, revisions } of models) print(`  ${mark(revisions.some(({ usable }) => usable))} ${id}`);
  if (models.length === 0 && !modelsError)
    print(`  none yet; download one with ${commandLine(['model', 'pull', 'm-a-p/MERT-v1-330M'])}`);
  print('\nIndex engines, best first');
  for (const { name, version, ...state } of engines) {
    print(partLine([name, version].filter(Boolean).join(' '), state, output));
  }
}

function printLibrary(library: LibraryStats | RbassistError, output: Output): void {
  print('\nLibrary');
  if (RbassistError.isInstance(library)) print(`  ✗ ${withRemedies(library.message, library.remedies, output)}`);
  else print(`  ✓ ${library.dataDir}: ${counted(library.tracks, 'track')}, ${library.index?.tracks ?? 0} in the index`);
}

type PartState = Pick<MachineDescription['decoders'][number], 'available' | 'reason' | 'remedies'>;

/** A part of the machine in a line, with the reason and the remedies if it is missing. */
function partLine(text: string, { available, reason, remedies }: PartState, output: Output): string {
  const line = `  ${mark(available)} ${text}`;
  if (available || reason === undefined) return line;
  return `${line}\n      ${withRemedies(reason.replace(/(?<![.!?])$/, '.'), remedies, output)}`;
}

function mark(available: boolean): string {
  return available ? '✓' : '✗';
}
