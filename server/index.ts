/** The door of `server`: start a node from a program of your own, with your own clock, ids and log if you like. */
export { systemClock, systemIds } from './clock.ts';
export { createServer, type ServerOptions, type WardReady } from './create-server.ts';
export { createApp } from './http/app.ts';
export { createPeople } from './people/people.ts';
export type { Clock, Ids, Log } from './ports.ts';
export type { ApplyOutcome, Change, HistoryEntry, Preparations } from './preparations/service.ts';
export { createKeys, type Keys } from './record/keys.ts';
export { masterKeyFromFile, masterKeyFromText } from './record/master-key.ts';
export { run, type Running } from './run.ts';
export type * from './services.ts';
export { readSettings, type Settings } from './settings.ts';
export { demoSite, siteFrom, siteFromFile, type Site } from './site.ts';
export { openEmbeddedStore } from './store/embedded.ts';
export { openRedisStore } from './store/redis.ts';
export type * from './store/store.ts';
