import { EDITABLE_FIELDS, type EditableField, isEmptyValue, type KnownField, recordField } from './record-fields.ts';
import type { TrackRecord } from './track-record.ts';
import { importedFrom, isMeasured, NOT_MEASURED } from './value-ownership.ts';

/**
 * Returns the origin of a record's value; undefined without a value.
 *
 * @returns `measured` by the analysis, `tag` of the file, `you`, the name of a DJ program whose import wrote it, such
 *   as `rekordbox`, or `unknown`: the Python rbassist does not say what it measured.
 */
export function valueSource(record: TrackRecord, key: KnownField): string | undefined {
  if (isEmptyValue(record[key])) return undefined;
  const program = importedFrom(record, key);
  if (program !== undefined) return program;
  const { writer } = recordField(key) ?? {};
  if (isEditable(key)) return sourceOfEditable(record, key);
  if (writer === 'person') return 'you';
  return writer === 'tags' ? 'tag' : 'measured';
}

function sourceOfEditable(record: TrackRecord, key: EditableField): string {
  if (isMeasured(record, key)) return 'measured';
  if (record.analysis_wrote?.[key] === NOT_MEASURED) return 'you';
  if (record.analysis_version === undefined) return 'unknown';
  // a file has no tag for a grid or cues
  return key === 'bpm' || key === 'key' ? 'tag' : 'you';
}

function isEditable(key: KnownField): key is EditableField {
  return (EDITABLE_FIELDS as readonly string[]).includes(key);
}
