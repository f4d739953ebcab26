const FOLDER = '/sets/';

/** Returns the address of a set's view. */
export function setAddress(name: string): string {
  return `${FOLDER}${encodeURIComponent(name)}`;
}

/** Reads a set's name from the path of an address as the browser has it; a router decodes only a part of it. */
export function setNameAt(pathname: string): string {
  const written = pathname.slice(FOLDER.length);
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}
