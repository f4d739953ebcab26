/**
 * Names of the fields that hold each tag in ID3v2, Vorbis comments, MP4, RIFF, AIFF, ASF, Matroska and APEv2, lower
 * case, the best first. Freeform names of MP4 and of `TXXX` frames are compared without their prefix.
 */
export const FIELD_NAMES = {
  artist: ['tpe1', 'tp1', 'artist', '©art', 'iart', 'author', 'auth', 'track:artist'],
  /** One value for each artist, where `artist` is the text to show. */
  artists: ['artists', 'wm/artists'],
  title: ['tit2', 'tt2', 'title', '©nam', 'inam', 'titl', 'name', 'track:title', 'segment:title'],
  album: ['talb', 'tal', 'album', '©alb', 'iprd', 'irpd', 'wm/albumtitle', 'album:title'],
  genre: ['tcon', 'tco', 'genre', '©gen', 'gnre', 'ignr', 'wm/genre', 'track:genre'],
  year: ['tdrc', 'tyer', 'tye', 'date', 'year', '©day', 'icrd', 'wm/year', 'tdrl', 'tda', 'album:date_released'],
  bpm: ['tbpm', 'tbp', 'bpm', 'tempo', 'tmpo', 'wm/beatsperminute'],
  key: ['tkey', 'tke', 'initialkey', 'initial key', 'initial_key', 'key', 'wm/initialkey'],
  comments: [
    'comm',
    'com',
    'comment',
    'comments',
    '©cmt',
    'icmt',
    'anno',
    'description',
    'comm:comment',
    'comm:comments',
    'comm:description',
    'comm:id3v1 comment',
  ],
} as const satisfies Record<string, readonly string[]>;
