import packageJson from '../../package.json' with { type: 'json' };

/** Says that a fault of rbassist ended the command, and where to report it; the stack follows. */
export function bugSentence(message: string): string {
  return `This is a bug in rbassist: ${message.replace(/[.!?]?$/, '.')} Please report it with the lines below: ${packageJson.bugs.url}`;
}

/** Lists the class of an error, then a line for each call that led to it. The message is printed already. */
export function stackLines({ name, message, stack = '' }: Error): string[] {
  const at = stack.indexOf(message);
  const calls = stack.slice(at < 0 ? 0 : at + message.length).split('\n');
  return [name, ...calls.filter((line) => line.trim() !== '')];
}
