import packageJson from '../../package.json' with { type: 'json' };

/** Returns the message about a bug in rbassist, and where to report it. */
export function bugSentence(message: string): string {
  return `This is a bug in rbassist: ${message.replace(/[.!?]?$/, '.')} Please report it with the lines below: ${packageJson.bugs.url}`;
}

/** Returns the class of an error and the calls in its stack, without the message. */
export function stackLines({ name, message, stack = '' }: Error): string[] {
  const at = stack.indexOf(message);
  const calls = stack.slice(at < 0 ? 0 : at + message.length).split('\n');
  return [name, ...calls.filter((line) => line.trim() !== '')];
}
