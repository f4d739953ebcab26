import { mutationOptions } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import type { components } from '../api/schema.d.ts';

type ExportRequest = components['schemas']['ExportRequest'];
/** A kind of file that tracks are handed on as. */
export type ExportKind = ExportRequest['kind'];

/** Tracks to hand on, with the name of the file. */
export type TracksToExport = Omit<ExportRequest, 'kind'> & { readonly name: string };

/** Kinds of files in the order in which the page shows them. */
export const FILE_KINDS: readonly ExportKind[] = ['xml', 'nml', 'm3u8', 'csv'];

/** Downloads tracks as a file for a DJ program or a spreadsheet. */
export const exportTracks = mutationOptions({
  mutationFn: async (wanted: TracksToExport & { readonly kind: ExportKind }) => {
    const { data } = await api.POST('/api/exports', { body: wanted, parseAs: 'blob' });
    save(data as unknown as Blob, `${wanted.name}.${wanted.kind}`);
  },
});

/** Downloads the whole library, merged into a person's own export of Rekordbox. */
export const mergeXml = mutationOptions({
  mutationFn: async (base: File) => {
    const { data } = await api.POST('/api/exports/merged-xml', { ...fileBody(base), parseAs: 'blob' });
    save(data as unknown as Blob, 'rbassist.xml');
  },
});

/** Sends a file as the body of a request, as it is. */
export function fileBody(file: File) {
  return {
    // the schema describes the bytes of a file as text
    body: file as unknown as string,
    bodySerializer: (body: unknown) => body as File,
    headers: { 'content-type': 'application/xml' },
  };
}

function save(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
