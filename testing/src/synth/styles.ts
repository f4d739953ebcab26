import type { Style } from './studio.ts';
import { ambient } from './styles/ambient.ts';
import { drumAndBass } from './styles/drum-and-bass.ts';
import { dub } from './styles/dub.ts';
import { hipHop } from './styles/hip-hop.ts';
import { house } from './styles/house.ts';
import { techno } from './styles/techno.ts';
import { trance } from './styles/trance.ts';

export const STYLES = { techno, house, drumAndBass, dub, ambient, hipHop, trance } satisfies Record<string, Style>;

export type StyleName = keyof typeof STYLES;

export const STYLE_NAMES = Object.keys(STYLES) as StyleName[];
