import { useTitle } from '../../shell/use-title.ts';
import { text } from '../../text/en.ts';

/** Suggested tags, to accept or reject. */
export function TagsView() {
  useTitle(text.views.tags);
  return <h1>{text.views.tags}</h1>;
}
