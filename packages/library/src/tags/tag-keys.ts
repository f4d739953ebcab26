/** Record keys that a command about tags changes. */
export const TAG_KEYS = ['mytags', 'tag_rejections', 'tag_suggestions', 'tags', 'genre', 'subgenre'] as const;
