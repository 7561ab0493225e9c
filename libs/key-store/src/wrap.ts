// Keys at rest are wrapped by the master key: AES-256-GCM with what the key is for as additional data, so that one row
// can't be put in another's place. Stored form: nonce (12 bytes) ‖ ciphertext ‖ tag (16 bytes).
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { type Environment } from '@ledger/ledger';
import { KeyStoreError } from './key-store.js';

const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;
export const keyBytes = 32;

export type Wrapper = {
  wrap(purpose: string, key: Buffer): Buffer;
  /** @throws KeyStoreError `wrong-master-key` where this master key did not wrap it for this purpose */
  unwrap(purpose: string, wrapped: Uint8Array): Buffer;
};

/** @param masterKey 32 bytes */
export function wrapper(masterKey: Buffer, environment: Environment): Wrapper {
  return {
    wrap: (purpose, key) => {
      const nonce = environment.randomBytes(nonceBytes);
      const cipher = createCipheriv(algorithm, masterKey, nonce).setAAD(Buffer.from(purpose));
      return Buffer.concat([nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()]);
    },
    unwrap: (purpose, wrapped) => {
      const nonce = wrapped.subarray(0, nonceBytes);
      const sealed = wrapped.subarray(nonceBytes, wrapped.length - tagBytes);
      try {
        const decipher = createDecipheriv(algorithm, masterKey, nonce)
          .setAAD(Buffer.from(purpose))
          .setAuthTag(wrapped.subarray(wrapped.length - tagBytes));
        return Buffer.concat([decipher.update(sealed), decipher.final()]);
      } catch (error) {
        const message = `the master key does not open the key of ${purpose}`;
        throw new KeyStoreError('wrong-master-key', message, false, { cause: error });
      }
    },
  };
}
