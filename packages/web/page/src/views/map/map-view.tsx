import { useTitle } from '../../shell/use-title.ts';
import { text } from '../../text/en.ts';

/** The map of the library: every track is a point. */
export function MapView() {
  useTitle(text.views.map);
  return <h1>{text.views.map}</h1>;
}
