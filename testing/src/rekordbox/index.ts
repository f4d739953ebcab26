export { deriveTestKeys, encryptDatabase, encryptWal, type TestKeys } from './encrypt-database.ts';
export { type GenuineElement, type GenuineXml, genuineXml, layOutGenuine } from './genuine-xml.ts';
export {
  type DatabaseWriter,
  type InsertRow,
  makeMasterDb,
  type TestDatabase,
  type TestRow,
} from './make-master-db.ts';
