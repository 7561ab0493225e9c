// What a supervisor asks: whether the process runs, and whether it can do its work.
import { Controller, Get, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiResponse, ApiTags } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { LogError } from '@ledger/event-log';
import { StoreError } from '@ledger/read-store';
import { type Lag } from '../read-models/runner-read-models.js';
import { Runtime } from '../runtime.js';

type Status = 'up' | 'down';

export class LiveBody {
  @ApiProperty({ enum: ['up'] })
  readonly status!: Status;
}

export class ProjectionHealthBody {
  @ApiProperty({ example: 'deal' })
  readonly projection!: string;
  @ApiProperty({ description: 'False while it is computed for the first time' })
  readonly serves!: boolean;
  @ApiProperty({ example: 0, description: 'Entries recorded and not shown yet, over all ledgers' })
  readonly lagEntries!: number;
  @ApiProperty({ example: 0, description: 'Since the oldest of them was recorded' })
  readonly lagSeconds!: number;
  @ApiProperty({ type: [String], description: 'Ledgers in which it met an entry it cannot fold' })
  readonly stoppedIn!: readonly string[];
}

export class ReadyBody {
  @ApiProperty({ enum: ['up', 'down'], description: 'Whether commands and queries are answered' })
  readonly status!: Status;
  @ApiProperty({ enum: ['up', 'down'] })
  readonly log!: Status;
  @ApiProperty({ enum: ['up', 'down'] })
  readonly readStore!: Status;
  @ApiProperty({ type: [ProjectionHealthBody] })
  readonly projections!: readonly ProjectionHealthBody[];
}

@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(private readonly runtime: Runtime) {}

  @Get('live')
  @ApiOperation({ summary: 'Whether the process runs', security: [] })
  @ApiOkResponse({ type: LiveBody })
  live(): LiveBody {
    return { status: 'up' };
  }

  @Get('ready')
  @ApiOperation({ summary: 'Whether its stores answer, and how late each projection is' })
  @ApiOkResponse({ type: ReadyBody })
  @ApiResponse({ status: 503, type: ReadyBody, description: 'One of them is down' })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<ReadyBody> {
    const { log, readStore } = this.runtime.parts;
    const logIs = await answerOf(log.ledgers());
    const storeIs = await answerOf(readStore.getMeta('health'));
    const lags = await answerOf(this.runtime.readModels.lags());
    const isUp = [logIs, storeIs, lags].every(({ status }) => status === 'up');
    if (!isUp) reply.code(503);
    return {
      status: isUp ? 'up' : 'down',
      log: logIs.status,
      readStore: storeIs.status,
      projections: this.projections(lags.value ?? []),
    };
  }

  private projections(lags: readonly Lag[]): readonly ProjectionHealthBody[] {
    const { runner } = this.runtime;
    return runner.projections.map(({ name }) => {
      const mine = lags.filter(({ projection }) => projection === name);
      return {
        projection: name,
        serves: runner.serving(name) !== undefined,
        lagEntries: mine.reduce((sum, { lagEntries }) => sum + lagEntries, 0),
        lagSeconds: mine.reduce((most, { lagSeconds }) => Math.max(most, lagSeconds), 0),
        stoppedIn: mine.flatMap(({ ledger, stop }) => (stop === undefined ? [] : [ledger])),
      };
    });
  }
}

type Answer<T> = { readonly status: Status; readonly value?: T };

/** A store that fails is what is asked for here; a defect is none. */
async function answerOf<T>(asked: Promise<T>): Promise<Answer<T>> {
  try {
    return { status: 'up', value: await asked };
  } catch (error) {
    if (error instanceof LogError || error instanceof StoreError) return { status: 'down' };
    throw error;
  }
}
