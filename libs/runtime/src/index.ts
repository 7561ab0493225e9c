export * from './installation.js';
export * from './http/bodies.js';
export * from './http/edge-problem.js';
export * from './http/http-app.js';
export * from './http/http.texts.js';
export * from './http/openapi.js';
export * from './http/problem.controller.js';
export * from './http/problem.js';
export * from './logging/log.js';
export {
  type ApiKey,
  apiKeyIn,
  apiKeyLine,
  apiKeyPrefix,
  hashOfKey,
  newApiKey,
} from './security/api-key.js';
export * from './metrics/metrics.texts.js';
export * from './security/api-keys.js';
export * from './security/configured-keys.js';
export * from './soundness/soundness.js';
export { stateVersion } from './writer-state/fingerprint.js';
export * from './writer-state/lmdb/state-store.js';
export * from './writer-state/memory/state-store.js';
export * from './writer-state/state-store.js';
export * from './writer-state/writer-state.js';
export * from './writer/command-sealing.js';
export * from './writer/ledger-keys.js';
export * from './writer/limits.js';
export * from './writer/local.gateway.js';
export * from './writer/submit.handler.js';
export * from './writer/writer.js';
export { writerRejections } from './writer/writer.rejections.js';
export * from './health/health.controller.js';
export * from './health/ledgers.controller.js';
export * from './runtime.js';
export * from './runtime.module.js';
export * from './http/field.texts.js';
export { type OnProgress, type Progress } from './projection/fill.js';
export { type Stop } from './projection/run.js';
export * from './projection/runner.js';
export * from './read-models/runner-read-models.js';
export { type Check } from './verify/check.js';
export * from './verify/verify-ledger.js';
