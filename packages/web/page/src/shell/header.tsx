import { Monitor, Moon, Settings, Sun } from 'lucide-react';
import { Link, useRoute } from 'wouter';
import { IconButton } from '../components/button/button.tsx';
import { text } from '../text/en.ts';
import styles from './header.module.css';
import { SearchBox } from './search-box.tsx';
import { setTheme, type Theme, useTheme } from './theme.ts';
import { useSearch } from './use-search.ts';
import { VIEWS, type View } from './views.tsx';

const NEXT_THEME: Readonly<Record<Theme, Theme>> = { auto: 'dark', dark: 'light', light: 'auto' };
const THEME_ICONS = { auto: Monitor, dark: Moon, light: Sun };

/** Views, search and theme. */
export function Header() {
  const { chosen } = useTheme();
  const ThemeIcon = THEME_ICONS[chosen];
  return (
    <header className={styles.header}>
      <span className={styles.name}>{text.name}</span>
      <nav aria-label={text.shell.navigation} className={styles.views}>
        {VIEWS.filter(({ name }) => name).map((view) => (
          <ViewLink key={view.path} view={view} />
        ))}
      </nav>
      <SearchBox />
      <Link href="/settings" className={styles.settings} aria-label={text.views.settings} title={text.views.settings}>
        <Settings size={16} aria-hidden="true" />
      </Link>
      <IconButton label={text.shell.theme[chosen]} onClick={() => setTheme(NEXT_THEME[chosen])}>
        <ThemeIcon size={16} aria-hidden="true" />
      </IconButton>
    </header>
  );
}

/** Last address of each view, so that its link goes back there. */
const lastSearch = new Map<string, string>();

function ViewLink({ view: { path, name } }: { view: View }) {
  const [here] = useRoute(path);
  const search = useSearch();
  if (here) lastSearch.set(path, search);
  const last = here ? '' : lastSearch.get(path);
  return (
    <Link href={last ? `${path}?${last}` : path} className={styles.view} aria-current={here ? 'page' : undefined}>
      {name}
    </Link>
  );
}
