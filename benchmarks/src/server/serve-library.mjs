/** Serves the library of a data folder with the page. Its parent asks for the memory, and ends it. */
import { enableCompileCache } from 'node:module';

// as the command does, before anything else is compiled
enableCompileCache();
const { openLibrary } = await import('@rbassist/library');
const { serveLibrary } = await import('@rbassist/server');
const { PAGE_FOLDER } = await import('@rbassist/web');

const library = await openLibrary({ dataDir: process.argv[2] });
const errors = [];
const server = await serveLibrary(library, {
  port: 0,
  page: PAGE_FOLDER,
  onError: (error) => errors.push(String(error)),
});
process.send({ url: server.url });
// a benchmark that failed leaves no server behind
process.once('disconnect', () => process.exit());
process.on('message', async (message) => {
  if (message === 'usage') {
    const { user, system } = process.cpuUsage();
    process.send({ memoryMb: process.memoryUsage.rss() / 1e6, cpuMs: (user + system) / 1000, errors });
    return;
  }
  await server.close();
  await library.close();
  process.disconnect();
});
