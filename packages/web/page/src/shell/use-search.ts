import { useSearch as useRawSearch } from 'wouter/use-browser-location';

/** Part of the address after the question mark, as it is there. The hook of wouter decodes it, which breaks "%". */
export function useSearch(): string {
  return useRawSearch().replace(/^\?/, '');
}
