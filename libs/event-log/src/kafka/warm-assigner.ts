// How a consumer group shares the partitions of a topic out: each member's metadata tells what it has at hand, and the
// group's leader decides by that. Asked anew at every join, so that it is told as it is then.
import { type Assigner, AssignerProtocol, type PartitionAssigner } from 'kafkajs';
import { type Sharer, shareOut } from '../share-out.js';

const { MemberAssignment, MemberMetadata } = AssignerProtocol;

/** All members of a group must offer it: another way of telling needs another name. */
const name = 'sales-ledger-warm';
const version = 1;

export type Standing = Pick<Sharer, 'warm' | 'holds'>;

export function warmAssigner(partitions: number, standing: () => Standing): PartitionAssigner {
  return (): Assigner => ({
    name,
    version,
    protocol: ({ topics }) => ({
      name,
      metadata: MemberMetadata.encode({ version, topics, userData: written(standing()) }),
    }),
    assign: async ({ members, topics }) => {
      const sharers = members.map(({ memberId, memberMetadata }) => ({
        service: memberId,
        ...read(MemberMetadata.decode(memberMetadata)?.userData),
      }));
      return [...shareOut(sharers, partitions)].map(([memberId, share]) => {
        const assignment = Object.fromEntries(topics.map((topic) => [topic, [...share]]));
        const memberAssignment = MemberAssignment.encode({
          ...{ version, assignment, userData: Buffer.alloc(0) },
        });
        return { memberId, memberAssignment };
      });
    },
  });
}

function written({ warm, holds }: Standing): Buffer {
  return Buffer.from(JSON.stringify({ warm: [...warm], holds: [...holds] }));
}

function read(userData: Buffer | undefined): Standing {
  const told: unknown = JSON.parse(userData?.toString() || '{}');
  return { warm: numbersIn(told, 'warm'), holds: numbersIn(told, 'holds') };
}

function numbersIn(told: unknown, what: string): ReadonlySet<number> {
  const values: unknown = told instanceof Object ? Reflect.get(told, what) : undefined;
  return new Set(Array.isArray(values) ? values.map(Number) : []);
}
