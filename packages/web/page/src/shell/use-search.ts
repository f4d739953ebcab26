import { useSearch as useRawSearch } from 'wouter/use-browser-location';

/** Part of the address after the question mark, as it is there. wouter's own hook decodes it, once too often for "%". */
export function useSearch(): string {
  return useRawSearch().replace(/^\?/, '');
}
