// What controllers of all slices share: who sends, how a command is handed on, what every route documents.
import { hash } from 'node:crypto';
import {
  applyDecorators,
  createParamDecorator,
  type ExecutionContext,
  HttpCode,
} from '@nestjs/common';
import { type CommandBus } from '@nestjs/cqrs';
import { ApiHeader, ApiProperty, ApiPropertyOptional, ApiResponse } from '@ledger/openapi';
import { Type } from 'class-transformer';
import {
  type Acknowledgement,
  type Command,
  type Sender,
  SubmitCommand,
  commandIdOf,
  submission,
  sequenceMax,
} from '@ledger/ledger';
import { type Truth } from '@ledger/read-store';
import { Whole } from './fields.js';

/** What the runtime's guard puts on a request before a controller sees it. */
export type EdgeRequest = { readonly sender: Sender };

/** Parameter decorator: the sender of a command. Only on routes marked with `CommandRoute`. */
export const SentBy = createParamDecorator(
  (_: unknown, context: ExecutionContext): Sender =>
    context.switchToHttp().getRequest<EdgeRequest>().sender,
);

export function send(bus: CommandBus, sender: Sender, command: Command): Promise<Acknowledgement> {
  return bus.execute(new SubmitCommand(submission(command, sender)));
}

/** An id made at the edge: the same for every retry of the same command. 100 bits, lower case. */
export function madeId(prefix: string, ledger: string, sender: Sender): string {
  const digest = hash('sha256', commandIdOf(ledger, sender));
  return `${prefix}-${digest.slice(0, 25)}`;
}

export class AcknowledgementBody implements Acknowledgement {
  @ApiProperty({ example: 'acme' })
  readonly ledger!: string;
  @ApiProperty({ example: 'deal/D-1001' })
  readonly subject!: string;
  @ApiProperty({ example: 3, description: "The subject's version after the command" })
  readonly version!: number;
  @ApiProperty({ example: 184, description: 'Read with ?after=<sequence> to see the effect' })
  readonly sequence!: number;
  @ApiProperty({ example: 1, description: 'Entries recorded; 0 where nothing changed' })
  readonly entries!: number;
}

/** Marks and documents a route that submits a command; the runtime's guard demands the headers that it names. */
export function CommandRoute(): MethodDecorator {
  return applyDecorators(
    HttpCode(200),
    ApiHeader({
      name: 'Sales-Ledger-Actor',
      required: false,
      example: 'user/u-7',
      description: 'Who acts. Required, unless an API key tells it: then it may only say the same',
    }),
    ApiHeader({
      name: 'Idempotency-Key',
      required: true,
      example: '7f6c1c1e-0b5a-4a39-9b0e-2f4a5a4c8d10',
    }),
    ApiHeader({ name: 'If-Match', required: false, example: '"3"' }),
    ApiHeader({ name: 'If-None-Match', required: false, example: '*' }),
    ApiResponse({ status: 200, type: AcknowledgementBody }),
  );
}

/** How true an answer is; every query answers with it. */
export class TruthBody implements Truth {
  @ApiProperty({
    example: 184,
    description: 'The answer shows every entry up to this one and none after it',
  })
  readonly sequence!: number;
  @ApiProperty({ example: 0, description: 'Entries recorded after that, not shown yet' })
  readonly lagEntries!: number;
  @ApiProperty({ example: 0, description: 'Seconds since the oldest of them was recorded' })
  readonly lagSeconds!: number;
  @ApiPropertyOptional({
    example: 185,
    description:
      'The ledger is halted at this entry: its commands are refused, and nothing after it is shown',
  })
  readonly haltedAt?: number;
}

/** Query parameters of a route that reads one thing. */
export class AfterQuery {
  @After()
  readonly after?: number;
}

/** Field decorator: the reader waits until its own write is shown. */
export function After(): PropertyDecorator {
  const description = 'Wait until this entry is shown';
  const asked = { optional: true, example: 184, description } as const;
  return applyDecorators(
    Type(() => Number),
    Whole(0, sequenceMax, asked),
  );
}
