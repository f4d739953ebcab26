import { mutationOptions } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import type { components } from '../api/schema.d.ts';

type ExportRequest = components['schemas']['ExportRequest'];
/** A kind of file that tracks are handed on as. */
export type ExportKind = ExportRequest['kind'];

/** Kinds of files in the order in which the page shows them. */
export const FILE_KINDS: readonly ExportKind[] = ['xml', 'nml', 'm3u8', 'csv'];

/** Downloads tracks as a file for a DJ program or a spreadsheet. */
export const exportTracks = mutationOptions({
  mutationFn: async (wanted: ExportRequest & { name: string }) => {
    const { data } = await api.POST('/api/exports', { body: wanted, parseAs: 'blob' });
    const address = URL.createObjectURL(data as unknown as Blob);
    const link = document.createElement('a');
    link.href = address;
    link.download = `${wanted.name}.${wanted.kind}`;
    link.click();
    URL.revokeObjectURL(address);
  },
});
