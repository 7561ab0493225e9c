// How a row of a key store stands in a key file.
import { type KeptKey } from './key-store.js';

export type WireKey =
  | { readonly subject: string; readonly seal: string; readonly nonce: string }
  | { readonly erased: string }
  | { readonly digest: string; readonly id: string };

export function wireKeyOf(row: KeptKey): WireKey {
  switch (row.what) {
    case 'subject': {
      const { seal, nonce } = row.keys;
      const [sealText, nonceText] = [seal.toString('base64url'), nonce.toString('base64url')];
      return { subject: row.subject, seal: sealText, nonce: nonceText };
    }
    case 'erased':
      return { erased: row.subject };
    case 'directory':
      return { digest: row.digest, id: row.id };
  }
}

export function keptKeyOf(wire: WireKey): KeptKey {
  if ('erased' in wire) return { what: 'erased', subject: wire.erased };
  if ('digest' in wire) return { what: 'directory', digest: wire.digest, id: wire.id };
  const { subject, seal, nonce } = wire;
  const keys = { seal: Buffer.from(seal, 'base64url'), nonce: Buffer.from(nonce, 'base64url') };
  return { what: 'subject', subject, keys };
}
