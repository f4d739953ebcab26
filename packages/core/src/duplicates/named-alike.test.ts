import { describe, expect, it } from 'vitest';
import { isNamedAlike, type NamedTrack } from './metadata-links.ts';

const named = (names: Partial<NamedTrack>): NamedTrack => ({ artist: 'Artist', durationS: 200, ...names });

describe('isNamedAlike', () => {
  it.each<[Partial<NamedTrack>, Partial<NamedTrack>]>([
    [{ title: 'Song' }, { title: 'song ' }],
    [{ title: 'Song (feat. B)' }, { title: 'Song (ft. B)' }],
    [{ title: 'Song (feat. B)' }, { title: 'Song [feat. B]' }],
    [{ title: 'Song (feat. B)' }, { title: 'Song feat. B' }],
    [{ title: 'Song (Original Mix)' }, { title: 'Song' }],
    [{ title: 'Song (Album Version)' }, { title: 'Song' }],
    [{ title: 'Song (Official Video)' }, { title: 'Song' }],
    [{ title: 'Song [Official Music Video]' }, { title: 'Song' }],
    [{ title: 'Song (Official Audio)' }, { title: 'Song' }],
    [
      { artist: 'The Beatles', title: 'Song' },
      { artist: 'Beatles', title: 'Song' },
    ],
    [
      { artist: 'Beatles, The', title: 'Song' },
      { artist: 'The Beatles', title: 'Song' },
    ],
    [
      { artist: 'A & B', title: 'Song' },
      { artist: 'A and B', title: 'Song' },
    ],
    [
      { artist: 'A & B', title: 'Song' },
      { artist: 'A, B', title: 'Song' },
    ],
    [
      { artist: 'A / B', title: 'Song' },
      { artist: 'A; B', title: 'Song' },
    ],
    [
      { artist: 'Beyoncé', title: 'Halo' },
      { artist: 'Beyonce', title: 'Halo' },
    ],
    [
      { artist: 'Motörhead', title: 'Ace' },
      { artist: 'Motorhead', title: 'Ace' },
    ],
    [
      { artist: 'Röyksopp', title: 'Eple' },
      { artist: 'Royksopp', title: 'Eple' },
    ],
    [
      { artist: 'Daft Punk', title: 'One More Time', album: 'Discovery' },
      { artist: 'Daft Punk', title: 'One More Time' },
    ],
    [
      { artist: 'A', title: 'Song', album: 'Discovery' },
      { artist: 'A', title: 'Song', album: 'Discovery (Deluxe Edition)' },
    ],
    [
      { artist: 'A', title: 'Song', album: 'Unknown Album' },
      { artist: 'A', title: 'Song', album: 'Real' },
    ],
    [
      { title: 'Song', path: '/m/01 Song.mp3' },
      { title: 'Song', path: '/m/x/07 - Song.flac' },
    ],
    [
      { title: 'Song', path: '/m/Song.mp3' },
      { title: 'Song', path: '/m/Song (2).mp3' },
    ],
    [
      { title: 'Song', path: '/m/Song.mp3' },
      { title: 'Song', path: '/m/Copy of Song.mp3' },
    ],
    [
      { title: 'Song', path: '/m/Song.mp3' },
      { title: 'Song', path: '/m/Song - Copy.mp3' },
    ],
    [
      { title: 'Song', path: '/m/Song.mp3' },
      { title: 'Song', path: '/m/Song - Kopie.mp3' },
    ],
    [{ title: "Don't Stop" }, { title: 'Don’t Stop' }],
    [{ title: "Rock 'n' Roll" }, { title: 'Rock ‘n’ Roll' }],
    [{ title: 'Café del Mar' }, { title: 'Café del Mar'.normalize('NFD') }],
    [
      { artist: 'АББА', title: 'Песня' },
      { artist: 'абба', title: 'песня' },
    ],
    [
      { artist: '宇多田ヒカル', title: 'First Love' },
      { artist: '宇多田ヒカル', title: 'first love' },
    ],
    [
      { artist: 'İbrahim', title: 'Gel' },
      { artist: 'ibrahim', title: 'gel' },
    ],
    [{ title: '夜曲' }, { title: '夜曲 ' }],
    [{ title: 'Song…' }, { title: 'Song...' }],
    [
      { title: 'Song', album: 'Now 45' },
      { title: 'Song', album: 'NOW 45' },
    ],
    [{ title: '1979' }, { title: '1979' }],
    [{ title: '7 Rings' }, { title: '7 rings' }],
    [{ title: 'Live Forever' }, { title: 'Live forever' }],
    [
      { artist: 'Live', title: 'Lightning Crashes', path: '/m/Live - Lightning Crashes.mp3' },
      { artist: 'Live', title: 'Lightning Crashes', path: '/n/01 Lightning Crashes.mp3' },
    ],
    [
      { title: 'Radio Ga Ga', artist: 'Queen', path: '/m/Radio Ga Ga.mp3' },
      { title: 'Radio Ga Ga', artist: 'Queen', path: '/m/05 Radio Ga Ga.flac' },
    ],
    [
      { title: 'Club Tropicana', path: '/m/a.mp3' },
      { title: 'Club Tropicana', path: '/m/Club Tropicana.mp3' },
    ],
    [
      { title: 'Song', path: '/m/Techno/Song.mp3' },
      { title: 'Song', path: '/m/House Mix/Song.mp3' },
    ],
    [
      { title: 'Song', path: '/m/Song [320].mp3' },
      { title: 'Song', path: '/m/Song.flac' },
    ],
    [
      { title: 'Song', path: '/m/Song_(128).mp3' },
      { title: 'Song', path: '/m/Song.flac' },
    ],
    [
      { title: 'Alive', path: '/m/Alive.mp3' },
      { title: 'Alive', path: '/m/alive_.mp3' },
    ],
    [
      { artist: 'Demo', title: 'Song', path: '/m/Demo - Song.mp3' },
      { artist: 'Demo', title: 'Song', path: '/m/Song.mp3' },
    ],
    [
      { title: 'Song', path: '/m/Downloads/Song.mp3' },
      { title: 'Song', path: '/m/Promo/Song.mp3' },
    ],

    [
      { artist: 'Sigur Rós', title: 'Hoppípolla' },
      { artist: 'Sigur Ros', title: 'Hoppípolla' },
    ],
    [
      { artist: 'Tiësto & Sevenn', title: 'BOOM' },
      { artist: 'Tiesto, Sevenn', title: 'Boom' },
    ],
    [{ title: 'Song (Lyric Video)' }, { title: 'Song' }],
    [{ title: 'Song - Original Mix' }, { title: 'Song' }],
    [
      { artist: 'Blur', title: 'Song 2' },
      { artist: 'Blur', title: 'Song 2' },
    ],
    [
      { artist: 'Depeche Mode', title: 'Route 66' },
      { artist: 'Depeche Mode', title: 'Route 66' },
    ],
    [{ title: 'Song (feat. B) [Original Mix]' }, { title: 'Song feat. B' }],
    [
      { artist: 'Mozart', title: 'Allegro', album: 'K. 525' },
      { artist: 'Mozart', title: 'Allegro', album: 'K. 525' },
    ],
    [
      { title: 'Intro', album: 'One' },
      { title: 'Intro', album: 'One (Deluxe Edition)' },
    ],
    [
      { artist: 'Кино', title: 'Группа крови' },
      { artist: 'КИНО', title: 'ГРУППА КРОВИ' },
    ],
    [
      { artist: 'Ελένη', title: 'Τραγούδι' },
      { artist: 'ΕΛΈΝΗ', title: 'ΤΡΑΓΟΎΔΙ' },
    ],
    [{ title: 'Voice of the Soul' }, { title: 'Voice Of The Soul' }],
    [{ title: 'Audio, Video, Disco' }, { title: 'Audio, Video, Disco' }],
    [{ title: 'Finally' }, { title: 'finally' }],
    [
      { artist: 'Unknown Mortal Orchestra', title: 'Hunnybee' },
      { artist: 'Unknown Mortal Orchestra', title: 'Hunnybee' },
    ],
    [
      { artist: 'The The', title: 'Uncertain Smile' },
      { artist: 'The The', title: 'Uncertain Smile' },
    ],
  ])('is true for %o and %o', (a, b) => {
    expect(isNamedAlike(named(a), named(b), 1)).toBe(true);
    expect(isNamedAlike(named(b), named(a), 1)).toBe(true);
  });

  it.each<[Partial<NamedTrack>, Partial<NamedTrack>]>([
    [{ title: 'Song' }, { title: 'Song (Live)' }],
    [{ title: 'Song' }, { title: 'Song - Live at Wembley 1986' }],
    [{ title: 'Song (Live in Paris)' }, { title: 'Song (Live in Tokyo)' }],
    [
      { title: 'Song', path: '/m/Song.mp3' },
      { title: 'Song', path: '/m/Song (Live).mp3' },
    ],
    [
      { title: 'Song', album: 'Unplugged in New York' },
      { title: 'Song', album: 'Nevermind' },
    ],
    [{ title: 'Song', album: 'MTV Unplugged' }, { title: 'Song' }],
    [{ title: 'Song' }, { title: 'Song (Radio Edit)' }],
    [{ title: 'Song' }, { title: 'Song (Extended Mix)' }],
    [{ title: 'Song (Carl Cox Remix)' }, { title: 'Song (Armand Van Helden Remix)' }],
    [{ title: 'Song' }, { title: 'Song (Instrumental)' }],
    [{ title: 'Song' }, { title: 'Song (Instrumental Version)' }],
    [{ title: 'Song' }, { title: 'Song (Karaoke Version)' }],
    [{ title: 'Song' }, { title: 'Song (Acoustic)' }],
    [{ title: 'Song' }, { title: 'Song (2011 Remaster)' }],
    [{ title: 'Song' }, { title: 'Song - Remastered 2009' }],
    [{ title: 'Song' }, { title: 'Song (Clean)' }],
    [{ title: 'Song (Explicit)' }, { title: 'Song (Clean)' }],
    [{ title: 'Song' }, { title: 'Song (Dub)' }],
    [{ title: 'Song' }, { title: 'Song (Dub Mix)' }],
    [{ title: 'Song' }, { title: 'Song (VIP Mix)' }],
    [{ title: 'Song' }, { title: 'Song (Bootleg)' }],
    [{ title: 'Song' }, { title: 'Song (Nightcore)' }],
    [{ title: 'Song' }, { title: 'Song (Slowed)' }],
    [{ title: 'Song, Pt. 1' }, { title: 'Song, Pt. 2' }],
    [{ title: 'Song I' }, { title: 'Song II' }],
    [
      { title: 'Intro', album: 'One' },
      { title: 'Intro', album: 'Two' },
    ],
    [{ title: 'Intro' }, { title: 'Intro' }],
    [{ title: 'Skit #1' }, { title: 'Skit #1' }],
    [
      { artist: 'Unknown Artist', title: 'Track 01' },
      { artist: 'Unknown Artist', title: 'Track 01' },
    ],
    [
      { artist: 'Unbekannter Künstler', title: 'Titel 1' },
      { artist: 'Unbekannter Künstler', title: 'Titel 1' },
    ],
    [
      { artist: 'Artista desconocido', title: 'Pista 1' },
      { artist: 'Artista desconocido', title: 'Pista 1' },
    ],
    [
      { artist: 'Artiste inconnu', title: 'Piste 1' },
      { artist: 'Artiste inconnu', title: 'Piste 1' },
    ],
    [
      { artist: 'Artista sconosciuto', title: 'Traccia 1' },
      { artist: 'Artista sconosciuto', title: 'Traccia 1' },
    ],
    [
      { artist: 'Неизвестный исполнитель', title: 'Дорожка 1' },
      { artist: 'Неизвестный исполнитель', title: 'Дорожка 1' },
    ],
    [
      { artist: '不明なアーティスト', title: 'トラック 1' },
      { artist: '不明なアーティスト', title: 'トラック 1' },
    ],
    [
      { artist: '未知艺术家', title: '曲目 1' },
      { artist: '未知艺术家', title: '曲目 1' },
    ],
    [
      { artist: '未知的艺术家', title: '音轨 1' },
      { artist: '未知的艺术家', title: '音轨 1' },
    ],
    [
      { artist: '알 수 없는 음악가', title: '트랙 1' },
      { artist: '알 수 없는 음악가', title: '트랙 1' },
    ],
    [
      { artist: '알 수 없는 아티스트', title: '트랙 1' },
      { artist: '알 수 없는 아티스트', title: '트랙 1' },
    ],
    [
      { artist: 'فنان غير معروف', title: 'مسار 1' },
      { artist: 'فنان غير معروف', title: 'مسار 1' },
    ],
    [
      { artist: 'אמן לא ידוע', title: 'רצועה 1' },
      { artist: 'אמן לא ידוע', title: 'רצועה 1' },
    ],
    [
      { artist: 'Άγνωστος καλλιτέχνης', title: 'Κομμάτι 1' },
      { artist: 'Άγνωστος καλλιτέχνης', title: 'Κομμάτι 1' },
    ],
    [
      { artist: 'Bilinmeyen Sanatçı', title: 'Parça 1' },
      { artist: 'Bilinmeyen Sanatçı', title: 'Parça 1' },
    ],
    [
      { artist: 'Okänd artist', title: 'Spår 1' },
      { artist: 'Okänd artist', title: 'Spår 1' },
    ],
    [
      { artist: 'Ukendt kunstner', title: 'Nummer 1' },
      { artist: 'Ukendt kunstner', title: 'Nummer 1' },
    ],
    [
      { artist: 'Ukjent artist', title: 'Spor 1' },
      { artist: 'Ukjent artist', title: 'Spor 1' },
    ],
    [
      { artist: 'Tuntematon esittäjä', title: 'Raita 1' },
      { artist: 'Tuntematon esittäjä', title: 'Raita 1' },
    ],
    [
      { artist: 'Nieznany wykonawca', title: 'Ścieżka 1' },
      { artist: 'Nieznany wykonawca', title: 'Ścieżka 1' },
    ],
    [
      { artist: 'Neznámý interpret', title: 'Stopa 1' },
      { artist: 'Neznámý interpret', title: 'Stopa 1' },
    ],
    [
      { artist: 'Onbekende artiest', title: 'Nummer 1' },
      { artist: 'Onbekende artiest', title: 'Nummer 1' },
    ],
    [
      { artist: 'Ismeretlen előadó', title: '1. szám' },
      { artist: 'Ismeretlen előadó', title: '1. szám' },
    ],
    [
      { artist: 'Artist necunoscut', title: 'Piesa 1' },
      { artist: 'Artist necunoscut', title: 'Piesa 1' },
    ],
    [
      { artist: 'Artista desconhecido', title: 'Faixa 1' },
      { artist: 'Artista desconhecido', title: 'Faixa 1' },
    ],
    [
      { artist: 'Various Artists', title: 'Song' },
      { artist: 'Various Artists', title: 'Song' },
    ],
    [
      { artist: 'VA', title: 'Song' },
      { artist: 'VA', title: 'Song' },
    ],
    [
      { artist: 'V/A', title: 'Song' },
      { artist: 'V/A', title: 'Song' },
    ],
    [
      { artist: '<unknown>', title: 'Song' },
      { artist: '<unknown>', title: 'Song' },
    ],
    [
      { artist: '[unknown]', title: '[untitled]' },
      { artist: '[unknown]', title: '[untitled]' },
    ],
    [
      { artist: '[no artist]', title: 'Song' },
      { artist: '[no artist]', title: 'Song' },
    ],
    [
      { artist: '01', title: 'Kick' },
      { artist: '01', title: 'Kick' },
    ],
    [
      { artist: 'Artist 1', title: 'Track 1' },
      { artist: 'Artist 1', title: 'Track 1' },
    ],
    [
      { artist: 'DJ X', title: 'ID' },
      { artist: 'DJ X', title: 'ID' },
    ],
    [
      { artist: 'DJ X', title: 'Untitled' },
      { artist: 'DJ X', title: 'Untitled' },
    ],
    [
      { artist: 'DJ X', title: 'Untitled A1' },
      { artist: 'DJ X', title: 'Untitled A1' },
    ],
    [
      { artist: 'DJ X', title: 'New Recording 3' },
      { artist: 'DJ X', title: 'New Recording 3' },
    ],
    [
      { artist: 'DJ X', title: 'Audio 1' },
      { artist: 'DJ X', title: 'Audio 1' },
    ],
    [
      { artist: 'DJ X', title: 'Recording' },
      { artist: 'DJ X', title: 'Recording' },
    ],
    [
      { artist: 'DJ X', title: 'Voice 001' },
      { artist: 'DJ X', title: 'Voice 001' },
    ],
    [
      { artist: 'DJ X', title: 'Track01' },
      { artist: 'DJ X', title: 'Track01' },
    ],
    [
      { artist: 'DJ X', title: 'AudioTrack 07' },
      { artist: 'DJ X', title: 'AudioTrack 07' },
    ],
    [
      { artist: 'DJ X', title: 'Disc 1 Track 3' },
      { artist: 'DJ X', title: 'Disc 1 Track 3' },
    ],
    [
      { artist: 'Mozart', title: 'Allegro' },
      { artist: 'Mozart', title: 'Allegro' },
    ],
    [
      { artist: 'Mozart', title: 'II. Andante' },
      { artist: 'Mozart', title: 'II. Andante' },
    ],
    [
      { artist: 'Mozart', title: 'Menuetto' },
      { artist: 'Mozart', title: 'Menuetto' },
    ],
    [
      { artist: 'Bach', title: 'Prelude No. 1' },
      { artist: 'Bach', title: 'Fugue No. 1' },
    ],
    [
      { artist: 'Bach', title: 'Aria' },
      { artist: 'Bach', title: 'Aria' },
    ],
    [
      { artist: 'A, B', title: 'Song' },
      { artist: 'A, C', title: 'Song' },
    ],
    [
      { artist: 'A feat. B', title: 'Song' },
      { artist: 'A feat. C', title: 'Song' },
    ],
    [
      { artist: 'A', title: 'Song (feat. B)' },
      { artist: 'A', title: 'Song (feat. C)' },
    ],
    [{ title: 'Song (12" Mix)' }, { title: 'Song (7" Mix)' }],
    [{ title: 'Song (12 Inch Version)' }, { title: 'Song' }],
    [{ title: 'Song (Single Version)' }, { title: 'Song' }],
    [{ title: 'Song (Demo)' }, { title: 'Song' }],
    [{ title: 'Song (Take 2)' }, { title: 'Song (Take 3)' }],
    [{ title: 'Song (Take 2)' }, { title: 'Song' }],
    [{ title: 'Song (Alternate Take)' }, { title: 'Song' }],
    [{ title: 'Song (Early Version)' }, { title: 'Song' }],
    [{ title: 'Song (German Version)' }, { title: 'Song' }],
    [{ title: 'Song (Deutsche Version)' }, { title: 'Song' }],
    [{ title: 'Song (Spanish Version)' }, { title: 'Song' }],
    [{ title: 'Song (Versión en Español)' }, { title: 'Song' }],
    [{ title: 'Song (English Version)' }, { title: 'Song' }],
    [{ title: 'Песня (концертная запись)' }, { title: 'Песня' }],
    [{ title: 'Песня (live)' }, { title: 'Песня' }],
    [{ title: 'Canción (En Directo)' }, { title: 'Canción' }],
    [{ title: 'Canción (Acústico)' }, { title: 'Canción' }],
    [{ title: 'Chanson (Version acoustique)' }, { title: 'Chanson' }],
    [{ title: 'Chanson (En concert)' }, { title: 'Chanson' }],
    [{ title: 'Lied (Live-Mitschnitt)' }, { title: 'Lied' }],
    [{ title: 'Lied (Langfassung)' }, { title: 'Lied' }],
    [{ title: 'Canzone (Dal vivo)' }, { title: 'Canzone' }],
    [{ title: '歌 (Live版)' }, { title: '歌' }],
    [{ title: '歌 (伴奏)' }, { title: '歌' }],
    [{ title: '歌 (粤语版)' }, { title: '歌' }],
    [{ title: '歌 (TV size)' }, { title: '歌' }],
    [{ title: '歌 (off vocal ver.)' }, { title: '歌' }],
    [{ title: '노래 (Inst.)' }, { title: '노래' }],
    [{ title: '노래 (MR)' }, { title: '노래' }],
    [{ title: 'Şarkı (Canlı)' }, { title: 'Şarkı' }],
    [{ title: 'Låt (Liveversion)' }, { title: 'Låt' }],
    [{ title: 'Piosenka (na żywo)' }, { title: 'Piosenka' }],
    [{ title: 'Píseň (živě)' }, { title: 'Píseň' }],
    [{ title: 'Nummer (Live versie)' }, { title: 'Nummer' }],
    [{ title: 'Song (Pt. 2)' }, { title: 'Song' }],
    [{ title: 'Song (Reprise)' }, { title: 'Song' }],
    [{ title: 'Song (Mono)' }, { title: 'Song' }],
    [{ title: "Song (Taylor's Version)" }, { title: 'Song' }],
    [{ title: 'Song (Re-recorded)' }, { title: 'Song' }],
    [{ title: 'Song (Rerecorded Version)' }, { title: 'Song' }],
    [{ title: 'Song (Chopped & Screwed)' }, { title: 'Song' }],
    [{ title: 'Song (Club Mix)' }, { title: 'Song' }],
    [{ title: 'Song (Short Edit)' }, { title: 'Song' }],
    [{ title: 'Song (Intro)' }, { title: 'Song' }],
    [{ title: 'Song (Quick Hitter)' }, { title: 'Song' }],
    [{ title: 'Song (Acapella In)' }, { title: 'Song' }],
    [{ title: 'Song (Transition 100-128)' }, { title: 'Song' }],
    [{ title: 'Song (A Capella)' }, { title: 'Song' }],
    [{ title: 'Song (Drumless)' }, { title: 'Song' }],
    [
      { title: 'Song', album: 'Album' },
      { title: 'Song', album: 'Album (Remastered)' },
    ],
    [{ title: 'Song', album: 'Greatest Hits Live' }, { title: 'Song' }],
    [
      { title: 'Song', path: '/m/Instrumentals/Song.mp3' },
      { title: 'Song', path: '/m/Song.mp3' },
    ],
    [
      { title: 'Song', path: '/m/Album (Live)/CD1/Song.mp3' },
      { title: 'Song', path: '/m/Album/Song.mp3' },
    ],
    [
      { title: 'Song', path: '/m/Remixes/CD 1/Song.mp3' },
      { title: 'Song', path: '/m/Originals/Song.mp3' },
    ],

    [
      { title: 'Song', path: '/m/Song (Carl Cox Remix).mp3' },
      { title: 'Song', path: '/m/Song (Armand Van Helden Remix).mp3' },
    ],
    [
      { title: 'Song', path: '/m/Song [Live in Paris].mp3' },
      { title: 'Song', path: '/m/Song [Live in Tokyo].mp3' },
    ],
    [{ title: 'Песня' }, { title: 'Песня (инструментал)' }],
    [{ title: 'Año' }, { title: 'Ano' }],
    [{ title: 'か' }, { title: 'が' }],
    [
      { artist: 'ศิลปินไม่รู้จัก', title: 'เพลง 1' },
      { artist: 'ศิลปินไม่รู้จัก', title: 'เพลง 1' },
    ],
    [
      { artist: 'Nepoznati izvođač', title: 'Pjesma 1' },
      { artist: 'Nepoznati izvođač', title: 'Pjesma 1' },
    ],
    [
      { artist: 'Nghệ sĩ không xác định', title: 'Bài 1' },
      { artist: 'Nghệ sĩ không xác định', title: 'Bài 1' },
    ],
    [
      { artist: 'Невідомий виконавець', title: 'Доріжка 1' },
      { artist: 'Невідомий виконавець', title: 'Доріжка 1' },
    ],
    [
      { artist: 'Artis tidak diketahui', title: 'Lagu 1' },
      { artist: 'Artis tidak diketahui', title: 'Lagu 1' },
    ],
    [
      { artist: 'DJ X', title: 'Bounce 3' },
      { artist: 'DJ X', title: 'Bounce 3' },
    ],
    [
      { artist: 'DJ X', title: 'REC001' },
      { artist: 'DJ X', title: 'REC001' },
    ],
    [
      { artist: 'DJ X', title: '録音 1' },
      { artist: 'DJ X', title: '録音 1' },
    ],
    [
      { artist: 'DJ X', title: 'Aufnahme' },
      { artist: 'DJ X', title: 'Aufnahme' },
    ],
    [
      { artist: 'DJ X', title: 'Grabación 12' },
      { artist: 'DJ X', title: 'Grabación 12' },
    ],
    [
      { artist: 'Bach', title: 'Gigue' },
      { artist: 'Bach', title: 'Gigue' },
    ],
    [
      { artist: 'Beethoven', title: '3. Scherzo: Allegro vivace' },
      { artist: 'Beethoven', title: '3. Scherzo: Allegro vivace' },
    ],
    [
      { artist: 'Verdi', title: 'Gloria', album: 'One' },
      { artist: 'Verdi', title: 'Gloria', album: 'Two' },
    ],
    [
      { title: 'Song', album: 'A Night at the Opera' },
      { title: 'Song', album: 'Live Killers' },
    ],
    [
      { title: 'Song', album: 'Best of 1' },
      { title: 'Song', album: 'Best of 2' },
    ],
    [
      { artist: 'Armin', title: 'Intro (ASOT 500)' },
      { artist: 'Armin', title: 'Intro (ASOT 600)' },
    ],
    [{ title: 'Song (128 BPM)' }, { title: 'Song (130 BPM)' }],
    [{ title: 'Song (2 Step Mix)' }, { title: 'Song' }],
    [{ title: 'Song (Tech House Mix)' }, { title: 'Song' }],
    [{ title: 'Song (Tiësto Edit)' }, { title: 'Song' }],
    [{ title: 'Song (Afterlife Rework)' }, { title: 'Song' }],
    [{ title: 'Song (Mixed)' }, { title: 'Song' }],
    [{ title: 'Song (Cover)' }, { title: 'Song' }],
    [{ title: 'Song (In the Style of A)' }, { title: 'Song' }],
    [{ title: 'Песня (минус)' }, { title: 'Песня' }],
    [{ title: '曲（ピアノVer.）' }, { title: '曲' }],
  ])('is false for %o and %o', (a, b) => {
    expect(isNamedAlike(named(a), named(b), 1)).toBe(false);
    expect(isNamedAlike(named(b), named(a), 1)).toBe(false);
  });
});
