// What opens an installation and moves its ledgers without loading what serves it: a folder that is refused is refused at once.
export * from './installation.js';
export * from './logging/log.js';
export { type EntryFile } from './moving/entry-file.js';
export * from './moving/entry-lines.js';
export { type KeySource } from './moving/key-source.js';
export * from './moving/move-in.js';
export * from './moving/move-out.js';
export * from './moving/move-refusal.js';
export { Patience, patiently } from './patience.js';
export * from './role.js';
export { type RuntimeParts } from './runtime.js';
export * from './security/door.js';
export * from './soundness/soundness.js';
export * from './tracing/open-tracing.js';
export { type Tracing } from './tracing/tracing.js';
export { isOfAnotherLog, stateVersion } from './writer-state/fingerprint.js';
export * from './writer-state/lmdb/state-store.js';
export * from './writer-state/state-store.js';
