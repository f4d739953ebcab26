import { mutationOptions, useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api } from '../api/client.ts';
import { queryClient } from '../api/query-client.ts';
import { notice } from '../shell/notice.ts';
import { text } from '../text/en.ts';

/** Undoes the last change of values, also one from before a reload. */
export const undoChange = mutationOptions({
  mutationFn: async () => (await api.POST('/api/history/undo')).data!,
  onSuccess: ({ change, restored, conflicts }) => {
    const said = text.history.undone(change.what, restored);
    notice(conflicts.length > 0 ? `${said}. ${text.history.kept(conflicts.length)}` : said);
    void queryClient.invalidateQueries();
  },
});

/** Keys of a field that undoes its own typing. */
const TYPING = 'input:not([type="range"], [type="checkbox"]), textarea, select, [contenteditable]';

/** Undoes the last change with Ctrl-Z or Command-Z, wherever nobody types. */
export function useUndoKey(): void {
  const { mutate, isPending } = useMutation(undoChange);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'z' || !(event.ctrlKey || event.metaKey) || event.shiftKey || isPending) return;
      if (event.target instanceof Element && event.target.matches(TYPING)) return;
      event.preventDefault();
      mutate();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [mutate, isPending]);
}
