import { useTitle } from '../../shell/use-title.ts';
import { text } from '../../text/en.ts';

/** Groups of copies of the same recording. */
export function CopiesView() {
  useTitle(text.views.copies);
  return <h1>{text.views.copies}</h1>;
}
