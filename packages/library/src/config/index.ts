export type { SettingChanges } from './change-settings.ts';
export { type Config, type ReadConfigOptions, readConfig, type SettingSource } from './read-config.ts';
export { readDay } from './read-day.ts';
export type { Settings } from './settings.ts';
