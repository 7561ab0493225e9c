// How a command gets from an edge to the writer that owns its ledger, and what comes back.
import { hash } from 'node:crypto';
import { type Command } from './decider.js';
import { type Assurance } from './wire-entry.js';

/** Who sends, and under which conditions: what an edge (HTTP, CLI, import) knows besides the command itself. */
export type Sender = {
  /** `user/u-7`, `import/<system>` or `policy/<name>`. */
  readonly actor: string;
  readonly assurance: Assurance;
  /** The caller's name for this attempt; the same key with the same command is answered from the record. */
  readonly idempotencyKey: string;
  readonly correlationId: string;
  readonly causationId?: string;
  /** Version that the primary subject must have; 0 demands that it does not exist yet; absent: the last decision wins. */
  readonly expectedVersion?: number;
};

export type Submission<C extends Command = Command> = {
  readonly command: C;
  /** Commands of the same ledger, decided right after it one by one: what all of them decide is recorded, or nothing. */
  readonly next?: readonly Command[];
  readonly commandId: string;
  readonly sender: Sender;
};

/** A submission whose personal fields are sealed and whose content is fingerprinted under the ledger key. */
export type SealedSubmission = Submission & {
  /** base64url HMAC-SHA-256 of the canonical command under the ledger key. */
  readonly commandHash: string;
};

export type Acknowledgement = {
  readonly ledger: string;
  readonly subject: string;
  /** The primary subject's version after the command. */
  readonly version: number;
  /** The ledger's sequence up to which a reader must have read to see the command's effect. */
  readonly sequence: number;
  /** How many entries it recorded; 0 where it changed nothing. */
  readonly entries: number;
};

const commandNamespace = Buffer.from('0f8d3cd66f0b5c3e9c843c7e6f1f4a51', 'hex');

/** `UUIDv5(ledger, actor, Idempotency-Key)`: a retry has the same id wherever it enters. */
export function commandIdOf(ledger: string, sender: Sender): string {
  return commandUuid(JSON.stringify([ledger, sender.actor, sender.idempotencyKey]));
}

/** UUIDv5 (RFC 9562 §5.5). Every command passes here, and the package `uuid` takes five times as long. */
function commandUuid(name: string): string {
  const hex = hash('sha1', Buffer.concat([commandNamespace, Buffer.from(name)]), 'hex');
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0b0011) | 0b1000).toString(16);
  const last = `${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${last}`;
}

export function submission<C extends Command>(
  command: C,
  sender: Sender,
  next: readonly Command[] = [],
): Submission<C> {
  const alone = { command, commandId: commandIdOf(command.ledger, sender), sender };
  return next.length === 0 ? alone : { ...alone, next };
}

/** In the order in which they are decided. */
export function commandsOf({ command, next = [] }: Submission): readonly Command[] {
  return [command, ...next];
}

/** The one message on Nest's CommandBus: every command travels the same way, so one handler serves all slices. */
export class SubmitCommand {
  constructor(readonly submission: Submission) {}
}

/** Takes a sealed command to the writer of its ledger. Rejects with a Rejection, or a GatewayError. */
export abstract class CommandGateway {
  abstract submit(submission: SealedSubmission): Promise<Acknowledgement>;
}

/** What an edge must know to open a ledger: its key is made by then, and whether this process simulates its clock. */
export abstract class LedgerKeys {
  /** base64url SHA-256 of the ledger's key. */
  abstract keyHash(ledger: string): Promise<string>;
  abstract readonly simulated: boolean;
}

/** Not a refusal by rule: the command could not be decided or its outcome could not be learnt. */
export class GatewayError extends Error {
  /** @param code `busy`, `not-recorded` or `outcome-unknown`; asking again with the same key is safe for each. */
  constructor(
    readonly code: 'busy' | 'not-recorded' | 'outcome-unknown',
    message: string,
    readonly retryAfterSeconds: number,
  ) {
    super(message);
    this.name = 'GatewayError';
  }
}
