import { fileURLToPath } from 'node:url';

/** Folder of the page's files, for the option `page` of `serveLibrary`. */
export const PAGE_FOLDER: string = fileURLToPath(new URL('page', import.meta.url));
