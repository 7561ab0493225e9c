import fc from 'fast-check';
import { type Chain, type ChainFault, chainFrom, chainStart } from './chain.js';
import { leafHash } from './leaf.js';

// Written by hand here, so that the checker is held against the format and not against our own writer.
function lines(count: number, source = '/ledgers/acme'): Uint8Array[] {
  const ledger: Uint8Array[] = [];
  let prevhash = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
  for (let entry = 1; entry <= count; entry += 1) {
    const bytes = Buffer.from(
      `{"specversion":"1.0","source":"${source}","entry":${entry},"prevhash":"${prevhash}","data":{"note":"第${entry}"}}`,
    );
    ledger.push(bytes);
    prevhash = leafHash(bytes);
  }
  return ledger;
}

function firstFault(chain: Chain, ledger: readonly Uint8Array[]): ChainFault | undefined {
  for (const bytes of ledger) {
    const fault = chain.see(bytes);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

const acme = lines(5);
const line = (index: number): Uint8Array => acme[index] ?? new Uint8Array();
const edited = (index: number, was: string, is: string): Uint8Array =>
  Buffer.from(new TextDecoder().decode(line(index)).replace(was, is));

describe('a chain', () => {
  it('begins with no entry and 32 zero bytes', () => {
    expect(chainFrom().head).toEqual({ entries: 0, leaf: chainStart });
    expect(Buffer.from(chainStart, 'base64url')).toEqual(Buffer.alloc(32));
  });

  it('that is whole shows how many entries it has and the hash of the last', () => {
    const chain = chainFrom();
    expect(firstFault(chain, acme)).toBeUndefined();
    expect(chain.head).toEqual({ entries: 5, leaf: leafHash(line(4)) });
  });

  it('is checked on from where an earlier check ended', () => {
    const before = chainFrom();
    firstFault(before, acme.slice(0, 3));
    expect(firstFault(chainFrom(before.head), acme.slice(3))).toBeUndefined();
    expect(firstFault(chainFrom(before.head), lines(5, '/ledgers/beta').slice(3))?.code).toBe(
      'prevhash',
    );
  });

  test.each<[string, ChainFault['code'], number, readonly Uint8Array[]]>([
    ['an entry is missing', 'sequence', 3, [line(0), line(1), line(3)]],
    ['an entry comes twice', 'sequence', 3, [line(0), line(1), line(1)]],
    ['entries change places', 'sequence', 2, [line(0), line(2), line(1)]],
    ['it does not begin with entry 1', 'sequence', 1, acme.slice(1)],
    ['a number is a text', 'sequence', 1, [edited(0, '"entry":1', '"entry":"1"')]],
    ['an entry is of another ledger', 'ledger', 2, [line(0), edited(1, 'acme', 'beta')]],
    ['the ledger is not named', 'ledger', 1, [edited(0, 'source', 'sauce')]],
    ['entry 1 has a predecessor', 'prevhash', 1, [edited(0, 'AAAA', 'AABA')]],
    ['an entry was altered later', 'prevhash', 3, [line(0), edited(1, '第2', '第3'), line(2)]],
    ['a line is empty', 'unreadable', 1, [new Uint8Array()]],
    ['a line is no object', 'unreadable', 1, [Buffer.from('17')]],
    ['a line is not UTF-8', 'unreadable', 1, [Buffer.from(line(0)).fill(0xff, 20, 21)]],
    ['a line is torn', 'unreadable', 2, [line(0), line(1).slice(0, -1)]],
    ['two lines stand in one', 'unreadable', 1, [edited(0, ',', ',\n')]],
  ])('is broken where %s', (_, code, entry, ledger) => {
    expect(firstFault(chainFrom(), ledger)).toMatchObject({ code, entry });
  });

  it('stays where it was after a fault', () => {
    const chain = chainFrom();
    chain.see(line(0));
    const before = chain.head;
    expect(chain.see(line(2))).toBeDefined();
    expect(chain.head).toEqual(before);
    expect(chain.see(line(1))).toBeUndefined();
  });

  it('fails at or behind the entry in which one bit was flipped, unless that is the last', () => {
    fc.assert(
      fc.property(fc.nat(3), fc.nat(), (index, place) => {
        const at = place % (line(index).length * 8);
        const damaged = acme.map((bytes) => Uint8Array.from(bytes));
        const victim = damaged[index] ?? new Uint8Array();
        victim[at >> 3] = (victim[at >> 3] ?? 0) ^ (1 << (at & 7));
        const fault = firstFault(chainFrom(), damaged);
        expect(fault === undefined ? undefined : fault.entry - index).toBeLessThanOrEqual(2);
        expect(fault?.entry).toBeGreaterThanOrEqual(index + 1);
      }),
      { numRuns: 300 },
    );
  });
});
