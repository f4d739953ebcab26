import { STYLES, type StyleName } from './styles.ts';

export interface TrackSpec {
  style: StyleName;
  artist: string;
  title: string;
  album: string;
  year: number;
  genre: string;
  bpm: number;
  /** `Am`, `F#m`, `Bb`, … */
  key: string;
  seconds: number;
  density: number;
  seed: number;
  container: 'wav' | 'aiff';
  sampleRate: number;
  bitDepth: 16 | 24;
  channels: 1 | 2;
  /** True if the file has tags; otherwise only its name says artist and title. */
  tagged: boolean;
}

const CD = 'wav 44100 16 stereo';

/** Columns: style, artist, title, album, year, bpm, key, seconds, density, format. All names are invented. */
const ROWS: readonly string[] = [
  `techno      | Halvard Mesk     | Iron Lung Parade   | Foundry District   | 2019 | 128   | Am  | 48 | 0.6 | ${CD}`,
  `techno      | Unit Orrery      | Perihelion         | Slow Machines      | 2022 | 130   | Em  | 54 | 0.8 | wav 44100 24 stereo`,
  `house       | Tova Marlowe     | Sunday on Brine St | Window Seat        | 2018 | 124   | Am  | 46 | 0.6 | ${CD}`,
  `house       | Lumen and Pryce  | Copper Kettle      | Copper Kettle EP   | 2021 | 122.5 | Em  | 48 | 0.4 | wav 48000 24 stereo`,
  `drumAndBass | Skein Theory     | Undertow Protocol  | Cold Harbour       | 2020 | 174   | Am  | 44 | 0.6 | ${CD}`,
  `drumAndBass | Rookery Nine     | Magpie Logic       | Corvid Sessions    | 2017 | 172   | Dm  | 45 | 0.8 | ${CD}`,
  `dub         | Saltmarsh Hi-Fi  | Estuary Version    | Low Tide Dubs      | 2014 | 72    | Am  | 54 | 0.5 | ${CD}`,
  `dub         | Brother Quillon  | Lantern Steppers   | Lantern Steppers   | 2016 | 74.5  | Dm  | 52 | 0.7 | wav 44100 16 mono`,
  `ambient     | Nacre Fields     | Shelf Ice          | Thaw Diaries       | 2015 | 68    | Am  | 60 | 0.4 | aiff 44100 24 stereo`,
  `ambient     | Oona Fairwater   | Kelp Cathedral     | Soft Geography     | 2023 | 75    | C   | 52 | 0.6 | ${CD}`,
  `hipHop      | Mr. Parquet      | Corner Booth       | Formica Dreams     | 2012 | 88    | Am  | 44 | 0.5 | ${CD}`,
  `hipHop      | Dusty Almanac    | Rain Check         | Almanac Vol. 2     | 2019 | 91.5  | Gm  | 42 | 0.7 | ${CD} untagged`,
  `trance      | Aerovane         | Meridian Lights    | Meridian Lights EP | 2009 | 138   | Am  | 50 | 0.7 | ${CD}`,
  `trance      | Solenne Vex      | Glasswing          | Chrysalis          | 2011 | 136.5 | Em  | 46 | 0.5 | ${CD}`,
  `techno      | Dessa Krill      | Pressure Gauge     | Pressure Gauge EP  | 2023 | 133   | F#m | 42 | 0.7 | ${CD}`,
  `techno      | Halvard Mesk     | Night Shift Hymn   | Foundry District   | 2019 | 127.5 | Dm  | 40 | 0.4 | ${CD} untagged`,
  `house       | Odell Swann      | Paper Lanterns     | Evening Class      | 2020 | 121   | C   | 42 | 0.7 | ${CD}`,
  `house       | Tova Marlowe     | Left on Harlow     | Window Seat        | 2018 | 125.5 | Gm  | 44 | 0.8 | ${CD}`,
  `drumAndBass | Ivo Thrace       | Paper Tigers       | Thin Ice           | 2022 | 175.5 | Em  | 40 | 0.5 | ${CD}`,
  `drumAndBass | Skein Theory     | Harbour Lights Out | Cold Harbour       | 2020 | 173   | Cm  | 42 | 0.7 | wav 48000 16 stereo`,
  `dub         | Idris Tamblin    | Nutmeg Rockers     | Spice Route        | 2013 | 71    | Em  | 48 | 0.6 | ${CD}`,
  `dub         | Saltmarsh Hi-Fi  | Heron Dub          | Low Tide Dubs      | 2014 | 76    | Gm  | 44 | 0.4 | ${CD}`,
  `ambient     | Fenwick Aurel    | Letters to a Moth  | Lamplight Studies  | 2021 | 82    | Em  | 48 | 0.5 | wav 32000 16 mono`,
  `ambient     | Nacre Fields     | Meltwater          | Thaw Diaries       | 2015 | 62.5  | Dm  | 54 | 0.3 | ${CD}`,
  `hipHop      | Lo Brindle       | Stoop Weather      | Brownstone Tapes   | 2016 | 85    | Dm  | 46 | 0.4 | wav 44100 16 mono`,
  `hipHop      | Mr. Parquet      | Two Sugars         | Formica Dreams     | 2012 | 94    | Em  | 40 | 0.6 | ${CD}`,
  `trance      | Kairo Lindt      | Tidal Lock         | Orbit Songs        | 2014 | 140   | F#m | 44 | 0.8 | aiff 44100 16 stereo`,
  `trance      | Aerovane         | Saltwater Sky      | Meridian Lights EP | 2009 | 137   | Dm  | 42 | 0.6 | ${CD} untagged`,
];

/** Tracks of the demo library: four of each of seven styles, ordered so that the first 14 have two of each. */
export const TRACKS: readonly TrackSpec[] = ROWS.map((row, i) => {
  const [style, artist, title, album, year, bpm, key, seconds, density, format] = row
    .split('|')
    .map((cell) => cell.trim());
  const [container, sampleRate, bitDepth, channels, untagged] = format.split(' ');
  return {
    style: style as StyleName,
    artist,
    title,
    album,
    year: Number(year),
    genre: STYLES[style as StyleName].genre,
    bpm: Number(bpm),
    key,
    seconds: Number(seconds),
    density: Number(density),
    seed: i + 1,
    container: container as TrackSpec['container'],
    sampleRate: Number(sampleRate),
    bitDepth: Number(bitDepth) as TrackSpec['bitDepth'],
    channels: channels === 'mono' ? 1 : 2,
    tagged: untagged === undefined,
  };
});
