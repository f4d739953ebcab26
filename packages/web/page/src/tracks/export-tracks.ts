import { mutationOptions } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import type { components } from '../api/schema.d.ts';

type ExportRequest = components['schemas']['ExportRequest'];

/** Downloads tracks as a file for a DJ program or a spreadsheet. */
export const exportTracks = mutationOptions({
  mutationFn: async (body: ExportRequest & { name: string }) => {
    const { data } = await api.POST('/api/exports', { body, parseAs: 'blob' });
    const link = document.createElement('a');
    link.href = URL.createObjectURL(data as unknown as Blob);
    link.download = `${body.name}.${body.kind}`;
    link.click();
    URL.revokeObjectURL(link.href);
  },
});
