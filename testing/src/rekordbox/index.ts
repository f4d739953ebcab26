export { deriveTestKeys, encryptDatabase, encryptWal, type TestKeys } from './encrypt-database.ts';
export {
  type DatabaseWriter,
  type InsertRow,
  makeMasterDb,
  type TestDatabase,
  type TestRow,
} from './make-master-db.ts';
