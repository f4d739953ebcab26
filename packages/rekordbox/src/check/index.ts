export type { BrokenRule, CheckFinding, CheckSeverity, CheckSource } from './check-finding.ts';
export { type CheckXmlOptions, checkRekordboxXml, type XmlCheck } from './check-rekordbox-xml.ts';
export { CHECK_RULES, type CheckRule } from './check-rules.ts';
export type { FileCheckMode } from './missing-files.ts';
export { FILE_CHECK_MODES } from './missing-files.ts';
