import { spawn } from 'node:child_process';

/** Programs that open an address in the browser, by operating system. */
const OPENERS: Partial<Record<NodeJS.Platform, readonly [program: string, ...words: string[]]>> = {
  darwin: ['open'],
  // `start` of cmd would read "&" in an address
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};
const OTHER_OPENER = ['xdg-open'] as const;

/** Opens an address in the user's browser. Returns false if that is not possible. */
export function openBrowser(url: string): Promise<boolean> {
  const [program, ...words] = OPENERS[process.platform] ?? OTHER_OPENER;
  return new Promise((resolve) => {
    const opener = spawn(program, [...words, url], { stdio: 'ignore', detached: true });
    opener.once('error', () => resolve(false));
    opener.once('spawn', () => {
      opener.unref();
      resolve(true);
    });
  });
}
