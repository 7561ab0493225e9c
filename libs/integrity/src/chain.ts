// Checks a ledger's chain from its bytes alone: gapless sequence, and each entry naming the hash of the one before.
// It shares no code with the writer, so that a fault there can't hide itself here.
import { leafHash } from './leaf.js';

/** What `prevhash` of entry 1 must be: 32 zero bytes in base64url. */
export const chainStart = Buffer.alloc(32).toString('base64url');

export type ChainFault = {
  /** `unreadable`: no line of JSON; `ledger`: of another ledger; `sequence`: gap, repeat or no number; `prevhash`: forked or altered. */
  readonly code: 'unreadable' | 'ledger' | 'sequence' | 'prevhash';
  /** The sequence that should have stood here. */
  readonly entry: number;
  /** One English sentence with what was found and what was expected. */
  readonly message: string;
};

/** A ledger up to some entry, as its bytes show it. */
export type ChainHead = {
  /** How many entries; 0 before the first. */
  readonly entries: number;
  /** Leaf hash (base64url) of the last one; `chainStart` before the first. */
  readonly leaf: string;
};

export type Chain = {
  /**
   * Takes the next entry's bytes: one line of a JSONL export without its line end, or what a log holds. Returns the fault,
   * or undefined where it continues the chain. After a fault the chain stays where it was.
   */
  see(bytes: Uint8Array): ChainFault | undefined;
  readonly head: ChainHead;
};

/** The attributes that make the chain; see the entry format (CloudEvents 1.0, structured JSON). */
type Link = { readonly source: unknown; readonly entry: unknown; readonly prevhash: unknown };

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lineFeed = 0x0a;

/** Starts at the ledger's first entry, or behind `head` where what came before was checked already. */
export function chainFrom(head: ChainHead = { entries: 0, leaf: chainStart }): Chain {
  let { entries, leaf } = head;
  let source: string | undefined;
  return {
    get head() {
      return { entries, leaf };
    },
    see: (bytes) => {
      const link = linkOf(bytes);
      const fault = faultIn(link, entries + 1, leaf, source);
      if (fault !== undefined) return fault;
      if (typeof link?.source === 'string') source = link.source;
      entries += 1;
      leaf = leafHash(bytes);
      return undefined;
    },
  };
}

function faultIn(
  link: Link | undefined,
  entry: number,
  leafBefore: string,
  source: string | undefined,
): ChainFault | undefined {
  if (link === undefined) {
    return {
      code: 'unreadable',
      entry,
      message: `entry ${entry} is not one line of JSON in UTF-8`,
    };
  }
  if (typeof link.source !== 'string') {
    return {
      code: 'ledger',
      entry,
      message: `entry ${entry} does not say to which ledger it belongs`,
    };
  }
  if (source !== undefined && link.source !== source) {
    const message = `entry ${entry} belongs to ${link.source}, those before it to ${source}`;
    return { code: 'ledger', entry, message };
  }
  if (link.entry !== entry) {
    const message = `where entry ${entry} should stand there is ${JSON.stringify(link.entry)}`;
    return { code: 'sequence', entry, message };
  }
  if (link.prevhash !== leafBefore) {
    const message = `entry ${entry} names ${JSON.stringify(link.prevhash)} as the hash of the entry before, which is ${leafBefore}`;
    return { code: 'prevhash', entry, message };
  }
  return undefined;
}

function linkOf(bytes: Uint8Array): Link | undefined {
  if (bytes.includes(lineFeed)) return undefined;
  try {
    const json: unknown = JSON.parse(utf8.decode(bytes));
    return isLink(json) ? json : undefined;
  } catch {
    return undefined; // the caller learns it as the fault `unreadable`
  }
}

function isLink(json: unknown): json is Link {
  return typeof json === 'object' && json !== null && 'entry' in json;
}
