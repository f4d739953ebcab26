const words = (...alternatives: string[]) => `(?:${alternatives.join('|')})`;

const UNKNOWN = words(
  'unknown',
  'unbekannt\\S*',
  'inconnue?s?',
  'desconhecid[oa]s?',
  'desconocid[oa]s?',
  'sconosciut[oi]s?',
  'onbekende?',
  'okänd',
  'ukjent',
  'ukendt',
  'tuntematon',
  'nieznan[ya]',
  'nezn[aá]m[yý]',
  'ismeretlen',
  'bilinmeyen',
  'неизвестн\\S*',
  'невідом\\S*',
  '不明な?',
  '未知的?',
  '알 ?수 ?없는',
  'άγνωστ\\S*',
  'necunoscut[ăa]?',
  'nepoznat[aio]?',
  'neznan[aio]?',
  'непознат\\S*',
  'неизвест\\S*',
  'tundmatu',
  'nezināms',
  'nežinomas',
  'tidak diketahui',
  'không (?:rõ|xác định)',
  'ไม่รู้จัก',
  'ไม่ทราบ',
  'غير معروف',
  'مجهول',
  'לא ידוע',
  'अज्ञात',
);
const ARTIST = words(
  'artists?',
  'artiste?s?',
  'artistas?',
  'artist[ai]',
  'interpret\\S*',
  'künstler',
  'esittäjä',
  'wykonawca',
  'исполнитель',
  'アーティスト',
  '艺术家',
  '藝術家',
  '歌手',
  '아티스트',
  '음악가',
  'kunst(?:ner|enaar)',
  'előadó',
  // foldName writes "ı" as "i"
  'sanatçi',
  'καλλιτέχνης',
  'izvođač',
  'izvajalec',
  'изпълнител',
  'виконавець',
  'artis',
  'nghệ sĩ',
  'ศิลปิน',
  'فنان',
  'אמן',
  'कलाकार',
);
const TRACK = words(
  'audio ?track',
  'track',
  'title',
  'side',
  'titel',
  'titre',
  'titolo',
  't[ií]tulo',
  'stück',
  'piste',
  'pista',
  'faixa',
  'traccia',
  'brano',
  'spår',
  'spor',
  'sp[oå]r',
  'nummer',
  'lied',
  'raita',
  'utwór',
  'ścieżka',
  'дорожка',
  'трек',
  'トラック',
  '曲',
  '音轨',
  '音軌',
  '트랙',
  '曲目',
  '歌曲',
  'parça',
  'şarki',
  'stopa',
  'skladba',
  'szám',
  'piesa',
  'κομμάτι',
  'pjesma',
  'доріжка',
  'песен',
  'lagu',
  'bài',
  'เพลง',
  'مسار',
  'أغنية',
  'רצועה',
  'शीर्षक',
  'disc',
  'disk',
  'cd',
  // names that recorders and audio editors write
  '(?:new )?(?:audio|voice)?(?: ?recording| ?memo)',
  'audio',
  'voice',
  'rec',
  'bounce',
  'mixdown',
  '(?:neue )?aufnahme',
  'enregistrement',
  'grabación',
  'gravação',
  'registrazione',
  'opname',
  'inspelning',
  'запись',
  '録音',
  '录音',
  '녹음',
);
const NUMBER = '(?:n?[o°º.#-]? ?\\d+(?: ?[-/.of]+ ?\\d+)*)';
const NO_TITLE = words(
  'untitled',
  'no ?(?:title|name|artist)',
  'ohne titel',
  'sans titre',
  'sin t[ií]tulo',
  'sem t[ií]tulo',
  'senza titolo',
  'zonder titel',
  'utan titel',
  'uden titel',
  'uten tittel',
  'bez nazwy',
  'bez tytułu',
  'без названия',
  'без назви',
  '無題',
  '无题',
  '제목 ?없음',
  'none',
  'null',
  'undefined',
  'n/?a',
  'id',
);
const SEVERAL = words(
  'various\\S*',
  'v\\.? ?/?a\\.?',
  'multiple',
  'divers(?:e|es|i)?',
  'verschiedene\\S*',
  'artistes? vari[ée]s',
  'vari(?:os|as)?(?: artist[ai]s?)?',
  'v[áa]rios(?: artistas)?',
  'artisti vari',
  'blandade',
  'разные исполнители',
  'сборник',
  'compilations?',
  'soundtrack',
  'original soundtrack',
  'ost',
  'ヴァリアス・?アーティスト',
  '群星',
);

/** Placeholders that programs and shops write for an unknown artist: "Unknown Artist", "VA", "Track 01", "01", "A1". */
const EMPTY_ARTIST = [
  new RegExp(`^${UNKNOWN}(?: ${ARTIST})?$`, 'u'),
  new RegExp(`^${ARTIST} ${UNKNOWN}$`, 'u'),
  new RegExp(`^(?:${UNKNOWN}${ARTIST}|${ARTIST}${UNKNOWN})$`, 'u'),
  new RegExp(`^${SEVERAL}(?: ${ARTIST})?$`, 'u'),
  new RegExp(`^${ARTIST} ${SEVERAL}$`, 'u'),
  new RegExp(`^${TRACK}? ?${NUMBER}$`, 'u'),
  new RegExp(`^${NO_TITLE}$`, 'u'),
  /^[a-h][1-9]$/u,
];
const EMPTY_TITLE = [
  new RegExp(`^${UNKNOWN}(?: ${TRACK})?(?: ?${NUMBER})?$`, 'u'),
  new RegExp(`^${TRACK} ${UNKNOWN}(?: ?${NUMBER})?$`, 'u'),
  new RegExp(`^(?:${TRACK} ?${NUMBER}[ ,-]*)+$`, 'u'),
  new RegExp(`^\\d{1,3}\\. ?${TRACK}$`, 'u'),
  new RegExp(
    `^(?:${NO_TITLE}|(?:audio )?track|(?:new |voice )?recording|(?:neue )?aufnahme)(?: ?(?:${NUMBER}|[a-h]\\d))?$`,
    'u',
  ),
  // "1979" and "212" are songs
  /^(?:0\d+|\d{1,2})$/u,
  /^[a-h][1-9]$/u,
];
const EMPTY_ALBUM = new RegExp(`^(?:${UNKNOWN}(?: album)?|${NO_TITLE}|album)$`, 'u');
/** Titles of movements in classical works, such as "II. Andante con moto". */
const MOVEMENT = new RegExp(
  `^(?:(?:\\d+|[ivx]+)[.:)]? ?-? ?)?${words(
    'allegr\\S*',
    'andant\\S*',
    'adagi\\S*',
    'largo',
    'larghetto',
    'lento',
    'grave',
    'moderato',
    'presto',
    'prestissimo',
    'vivace',
    'menuett?o?',
    'minuett?o?',
    'scherzo',
    'rondo',
    'rondeau',
    'finale',
    'aria',
    'arioso',
    'recitativo?',
    'sonata',
    'fug[ue]e?',
    'toccata',
    'nocturne',
    '[ée]tude',
    'sarabande',
    'courante',
    'allemande',
    'gigue',
    'gavotte',
    'bourr[ée]e',
    'kyrie',
    'gloria',
    'credo',
    'sanctus',
    'agnus dei',
    'benedictus',
  )}(?!\\p{L})`,
  'u',
);
/** Titles that an artist may use on every album. */
const COMMON_TITLE = new RegExp(
  `^(?:the )?${words(
    'intro',
    'introduction',
    'outro',
    'interlude',
    'interludio',
    'zwischenspiel',
    'skit',
    'prelude',
    'pr[ée]lude',
    'prologue',
    'prolog',
    'epilogue',
    'epilog',
    'reprise',
    'overture',
    'opening',
    'ending',
    'theme',
    'main theme',
    'credits',
    'hidden track',
    'bonus(?: track)?',
    'instrumental',
    'acapella',
    'medley',
    'megamix',
    'remix',
    'live',
    'demo',
    'jam',
    'freestyle',
    'transition',
    'tool',
    'beat',
    'вступление',
    'интро',
    'イントロ',
  )}(?: ?(?:${NUMBER}|[ivx]+))?$`,
  'u',
);

const LETTER = /\p{L}/u;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

/** Returns the name without surrounding brackets, quotes, dashes and spaces. */
function bare(folded: string): string {
  return folded.replace(/^[[(<{*"'\s-]+|[\])>}*"'\s-]+$/gu, '').replaceAll('_', ' ');
}

/** Returns true if a folded artist names no artist: empty, a placeholder, a number, or "various artists". */
export function isEmptyArtist(folded: string): boolean {
  const name = bare(folded);
  return !LETTER.test(name) || EMPTY_ARTIST.some((pattern) => pattern.test(name));
}

/** Returns true if a folded title names no song: empty, a placeholder, a track number, or cut off inside brackets. */
export function isEmptyTitle(folded: string): boolean {
  const name = bare(folded);
  // ID3v1 tags cut a title after 30 characters, and the end names the version
  const isCut =
    folded.split('(').length > folded.split(')').length || folded.split('[').length > folded.split(']').length;
  return isCut || !LETTER_OR_DIGIT.test(name) || EMPTY_TITLE.some((pattern) => pattern.test(name));
}

/** Returns true for a folded title that many albums have, such as "Intro" or "Skit 2". */
export function isCommonTitle(folded: string): boolean {
  const name = bare(folded);
  return COMMON_TITLE.test(name) || MOVEMENT.test(name);
}

/** Returns true if a folded album names no album: empty or a placeholder. */
export function isEmptyAlbum(folded: string): boolean {
  const name = bare(folded);
  return !LETTER_OR_DIGIT.test(name) || EMPTY_ALBUM.test(name);
}
