/** Types of the values in an MP4 metadata item. */
const TEXT = 1;
const INTEGER = 21;

export function mp4Box(type: string, ...contents: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(contents);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
}

/** Builds a metadata item with a `data` box per value. Numbers have two bytes. */
export function mp4Item(type: string, ...values: readonly (string | number)[]): Buffer {
  return mp4Box(type, ...values.map(dataBox));
}

/** Builds a freeform item, such as `----:com.apple.iTunes:initialkey`. */
export function mp4FreeformItem(name: string, value: string, mean = 'com.apple.iTunes'): Buffer {
  const full = (type: string, text: string) => mp4Box(type, Buffer.alloc(4), Buffer.from(text));
  return mp4Box('----', full('mean', mean), full('name', name), dataBox(value));
}

export function withMp4Items(m4a: Uint8Array, items: readonly Uint8Array[]): Buffer {
  const handler = mp4Box('hdlr', Buffer.alloc(8), Buffer.from('mdirappl'), Buffer.alloc(9));
  const udta = mp4Box('udta', mp4Box('meta', Buffer.alloc(4), handler, mp4Box('ilst', ...items)));
  const boxes = boxesOf(Buffer.from(m4a));
  // after the audio, so that its offsets stay valid
  const before = boxes.map(({ type, bytes }) => (type === 'moov' ? mp4Box('free', bytes.subarray(8)) : bytes));
  const moov = boxes.find(({ type }) => type === 'moov');
  const kept = moov ? boxesOf(moov.bytes.subarray(8)).filter(({ type }) => type !== 'udta') : [];
  return Buffer.concat([...before, mp4Box('moov', ...kept.map(({ bytes }) => bytes), udta)]);
}

function dataBox(value: string | number): Buffer {
  const bytes = typeof value === 'string' ? Buffer.from(value) : Buffer.from([value >> 8, value & 255]);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(typeof value === 'string' ? TEXT : INTEGER);
  return mp4Box('data', head, bytes);
}

function boxesOf(bytes: Buffer): { type: string; bytes: Buffer }[] {
  const boxes: { type: string; bytes: Buffer }[] = [];
  for (let offset = 0; offset + 8 <= bytes.length; ) {
    const size = bytes.readUInt32BE(offset) || bytes.length - offset;
    const type = bytes.toString('latin1', offset + 4, offset + 8);
    boxes.push({ type, bytes: bytes.subarray(offset, offset + size) });
    offset += size;
  }
  return boxes;
}
