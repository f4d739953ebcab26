import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { CommandDescription } from '../../packages/cli/src/arguments/describe-commands.ts';

type FlagDescription = CommandDescription['flags'][number];
type OperandDescription = CommandDescription['operands'][number];

const LIST = 'overview.md';
/** The built program. */
export const MAIN = fileURLToPath(import.meta.resolve('rbassist/package.json')).replace('package.json', 'dist/main.js');
const NOTE = '`npm run docs:commands` wrote this page from the output of `rbassist help --json`.';

/** Runs the built command and returns its standard output. */
export function rbassist(...words: string[]): string {
  return execFileSync(process.execPath, [MAIN, ...words], { encoding: 'utf8', env: { ...process.env, COLUMNS: '80' } });
}

/** Returns the pages of the command reference by file name: one per command or group of commands, and a list. */
export function commandPages(): Map<string, string> {
  const commands: CommandDescription[] = JSON.parse(rbassist('help', '--json'));
  const byPage = Map.groupBy(commands, ({ command }) => command.split(' ', 1)[0]);
  return new Map([
    // a command is called "index"
    [LIST, listPage(commands)],
    ...[...byPage].map(([name, entries]): [string, string] => [`${name}.md`, commandPage(name, entries)]),
  ]);
}

function listPage(commands: readonly CommandDescription[]): string {
  const groups = [...Map.groupBy(commands, ({ group }) => group)].map(
    ([group, entries]) => `## ${group}\n\n${entries.map(listItem).join('\n')}`,
  );
  const common = commands[0].flags.filter((flag) => flag.common);
  return pageText([
    '# Commands',
    'Every command also prints its options: `rbassist help COMMAND` or `rbassist COMMAND --help`.',
    ...groups,
    `## Common options\n\nEvery command has these.\n\n${common.map(flagItem).join('\n')}`,
    '## Exit codes\n\n- `0`: done\n- `1`: something failed\n- `2`: wrong usage\n- `130`: interrupted',
  ]);
}

function listItem({ command, summary }: CommandDescription): string {
  const [page, ...rest] = command.split(' ');
  const anchor = rest.length === 0 ? '' : `#${['rbassist', page, ...rest].join('-')}`;
  return `- [\`${command}\`](${page}.md${anchor}): ${sentence(summary)}`;
}

function commandPage(name: string, commands: readonly CommandDescription[]): string {
  if (commands.length === 1 && commands[0].command === name) return pageText(commandParts(commands[0], '#'));
  return pageText([`# rbassist ${name}`, ...commands.flatMap((command) => commandParts(command, '##'))]);
}

function commandParts(
  { command, usage, summary, details, examples, operands, flags }: CommandDescription,
  level: string,
): string[] {
  const own = flags.filter(({ common }) => !common);
  return [
    `${level} rbassist ${command}`,
    [sentence(summary), ...(details ? [prose(details)] : [])].join(' '),
    codeBlock([`${usage}${own.length > 0 ? ' [options]' : ''}`]),
    ...(examples.length > 0
      ? [`**Examples**`, codeBlock(examples.flatMap((example) => [`# ${example.does}`, example.command]))]
      : []),
    ...(operands.length > 0 ? ['**Arguments**', operands.map(operandItem).join('\n')] : []),
    ...[...Map.groupBy(own, ({ section }) => section)].flatMap(([heading, group]) => [
      `**${heading}**`,
      group.map(flagItem).join('\n'),
    ]),
    `This command also has the [common options](${LIST}#common-options).`,
  ];
}

function operandItem(operand: OperandDescription): string {
  const { name, describe, required, several, choices, default: fallback } = operand;
  const isOptional = !required && fallback === undefined;
  const text = sentence(isOptional ? `${describe} (optional)` : describe);
  const facts = [...choicesText(choices), ...(fallback === undefined ? [] : [`Default: ${prose(fallback)}.`])];
  return `- \`${name}${several ? '..' : ''}\`: ${[text, ...facts].join(' ')}`;
}

function flagItem(flag: FlagDescription): string {
  const { spelling, value, alias, type, choices, default: fallback, describe, several } = flag;
  const facts = [
    several && 'May be repeated.',
    ...choicesText(choices),
    fallback !== undefined && type !== 'boolean' && `Default: ${prose(String(fallback))}.`,
    alias !== undefined && alias.length > 1 && `Also \`--${alias}\`.`,
  ].filter((fact) => typeof fact === 'string');
  const names = [
    ...(alias?.length === 1 ? [`\`-${alias}\``] : []),
    `\`${spelling}${value === undefined ? '' : ` <${value}>`}\``,
  ];
  return `- ${names.join(', ')}: ${[sentence(describe), ...facts].join(' ')}`;
}

function choicesText(choices: readonly string[] | undefined): string[] {
  return choices ? [`One of: ${choices.map((choice) => `\`${choice}\``).join(', ')}.`] : [];
}

function codeBlock(lines: readonly string[]): string {
  return ['```sh', ...lines, '```'].join('\n');
}

function sentence(text: string): string {
  return prose(/[.!?]$/.test(text) ? text : `${text}.`);
}

/** Marks flags as code, and keeps other text from being read as Markdown. */
function prose(text: string): string {
  return text
    .split(/(?<!\S)(--[a-z-]+(?: [A-Z]+)?)/)
    .map((part, i) => (i % 2 === 1 ? `\`${part}\`` : part.replace(/[\\<*_`]/g, '\\$&')))
    .join('');
}

function pageText(parts: readonly string[]): string {
  return `${[...parts, `*${NOTE}*`].join('\n\n')}\n`;
}
