// Who may come in by HTTP, as the configuration has it. Every app that listens asks here before it opens anything.
import { type AdmissionOptions } from '../http/admission.js';
import { newApiKey } from './api-key.js';
import { ApiKeys } from './api-keys.js';
import { type Guarding, configuredKeys } from './configured-keys.js';

export type Door = {
  readonly admission: AdmissionOptions;
  /**
   * With which the process calls itself, as the command line does: known to nobody else and gone with the process. Absent
   * where no key is needed.
   */
  readonly ownKey: string | undefined;
};

/** @throws StartError where it would stand open */
export function doorOf(config: Guarding): Door {
  const { host, allowedHosts } = config;
  const configured = configuredKeys(config);
  if (configured.length === 0) return { admission: { host, allowedHosts }, ownKey: undefined };
  const ownKey = newApiKey();
  const keys = new ApiKeys(configured, ownKey);
  return { admission: { host, allowedHosts, keys }, ownKey };
}
