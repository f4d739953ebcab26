export { DatabaseBusyError, DatabaseKeyError } from './database-errors.ts';
export { locateMasterDb } from './locate.ts';
export { type MasterDbOptions, readMasterDb } from './read-master-db.ts';
