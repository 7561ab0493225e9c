import { createHash } from 'node:crypto';
export const projection = createHash;
