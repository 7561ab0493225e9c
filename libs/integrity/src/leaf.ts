// The hash of one entry as RFC 6962 §2.1 defines it for a Merkle tree's leaf: what `prevhash` carries and proofs start from.
import { hash } from 'node:crypto';

/** A leaf is hashed behind one zero byte, so that it can never be taken for an inner node, which stands behind 0x01. */
const leafPrefix = 0x00;

// Entries have at most 65,535 bytes, so one buffer serves them all; hashing is synchronous, nobody else can be using it.
const scratch = new Uint8Array(65_536);
scratch[0] = leafPrefix;

/** base64url (without padding) of SHA-256(0x00 ‖ bytes): 43 characters. */
export function leafHash(bytes: Uint8Array): string {
  if (bytes.length >= scratch.length)
    return hashOf(Buffer.concat([new Uint8Array([leafPrefix]), bytes]));
  scratch.set(bytes, 1);
  return hashOf(scratch.subarray(0, bytes.length + 1));
}

function hashOf(prefixed: Uint8Array): string {
  return hash('sha256', prefixed, 'base64url');
}
