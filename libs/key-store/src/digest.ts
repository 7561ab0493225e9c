// Keyed digests: what may hold a name is never hashed plainly, for a plain hash of few possible texts gives them away.
import { createHmac } from 'node:crypto';

/** base64url HMAC-SHA-256. */
export function keyedHash(key: Buffer, text: string): string {
  return createHmac('sha256', key).update(text).digest('base64url');
}
