import { describe, expect, it } from 'vitest';
import { pickMembers } from './pick-members.ts';
import { parseRecord } from './record-text.ts';

const KEYS = ['bpm', 'key', 'title'];

/** What is picked, and what reading everything has for the same keys. */
function both(text: string, keys = KEYS) {
  const all = parseRecord(`{${text}}`);
  return [pickMembers(text, keys), Object.fromEntries(Object.entries(all).filter(([key]) => keys.includes(key)))];
}

describe('pickMembers', () => {
  it.each([
    ['nothing', ''],
    ['blanks alone', '  \t'],
    ['Python’s spacing', '"artist": "A","bpm": 128.5,"key": "8A"'],
    ['any spacing', ' "bpm"\n:\t1 ,\r\n"key" : [ 1 , { "a" : 2 } ]\n'],
    [
      'members of the same name further in',
      '"bpm_candidates":[{"bpm":1,"key":"1A"},{"bpm":2}],"bpm":3,"x":{"title":"no"}',
    ],
    ['members of the same name in a text', '"comment":"\\",\\"bpm\\":1,\\"title\\":\\"x\\"","bpm":2'],
    ['braces and brackets in a text', '"a":"}]{[","b":["]","}"],"bpm":7'],
    ['a text that ends in backslashes', '"a":"\\\\","bpm":1,"title":"\\\\\\\\","key":"\\\\\\""'],
    ['the same name twice', '"bpm":1,"title":"a","bpm":2'],
    ['a name that is written with escapes', '"b\\u0070m":5,"titl\\u0065":"t","\\u006bay":1'],
    ['what JSON has no numbers for', '"bpm":NaN,"key":[-Infinity,"NaN"],"title":Infinity'],
    ['words and numbers', '"bpm":null,"key":true,"title":-1.5e-3'],
    ['letters of every kind', '"título":"ü","title":"Съезд 🎵","key":"\\ud83c\\udfb5"'],
  ])('reads %s as reading everything does', (_, text) => {
    const [picked, expected] = both(text);
    expect(picked).toEqual(expected);
  });

  it('takes a name that objects have anyway for what it is', () => {
    const [picked, expected] = both('"__proto__":{"bpm":1},"constructor":2', ['__proto__', 'constructor', 'toString']);
    expect(Object.entries(picked)).toEqual(Object.entries(expected));
    expect(picked.bpm).toBeUndefined();
  });

  it('ends on a text that is cut short', () => {
    const text = '"a":"\\\\","bpm_candidates":[{"bpm":1}],"title":"x"';
    for (let length = 0; length <= text.length; length++) {
      try {
        pickMembers(text.slice(0, length), KEYS);
      } catch (error) {
        expect(error).toBeInstanceOf(SyntaxError);
      }
    }
  });
});
