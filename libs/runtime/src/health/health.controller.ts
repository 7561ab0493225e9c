// What a supervisor asks: whether the process runs, and whether it can do its work. It names no ledger, for it is answered
// to whoever reaches the port.
import { Controller, Get, Res } from '@nestjs/common';
import {
  ApiOkResponse,
  ApiOperation,
  ApiProperty,
  ApiPropertyOptional,
  ApiResponse,
  ApiTags,
} from '@ledger/openapi';
import { type FastifyReply } from 'fastify';
import { FillingBody, fillingOf } from '../operations/filling.body.js';
import { type ProjectionStanding } from '../read-models/standing.js';
import { Runtime } from '../runtime.js';
import { type Status } from './answer-of.js';
import { type Dependencies, dependencies, dependenciesOf, upIf } from './dependencies.js';

const names = ['writer', ...dependencies, 'projections'] as const;
type Name = (typeof names)[number];
/** Who only decides commands does so from its own state, whatever becomes of the read models and of what they are kept in. */
const neededToDecide: readonly Name[] = ['writer', 'channel'];

const upOrDown = { enum: ['up', 'down'] };

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
  @ApiProperty({
    example: 0,
    description: 'Ledgers in which it met an entry that it cannot fold; /v1/projections names them',
  })
  readonly stopped!: number;
  @ApiPropertyOptional({ type: FillingBody, description: 'While it is computed' })
  readonly filling?: FillingBody;
}

export class ReadyBody {
  @ApiProperty({ ...upOrDown, description: 'Whether it does the work of its roles' })
  readonly status!: Status;
  @ApiProperty({ enum: names, isArray: true, description: 'What is not up, needed or not' })
  readonly down!: readonly Name[];
  @ApiProperty({ ...upOrDown, description: 'Down while the outcome of an append is unknown' })
  readonly writer!: Status;
  @ApiPropertyOptional({
    ...upOrDown,
    description: 'The way between services that decide commands, where there is one',
  })
  readonly channel?: Status;
  @ApiProperty(upOrDown)
  readonly log!: Status;
  @ApiProperty(upOrDown)
  readonly readStore!: Status;
  @ApiProperty(upOrDown)
  readonly keyStore!: Status;
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
  @ApiOperation({
    summary: 'Whether its parts answer, and how late each read model is',
    security: [],
  })
  @ApiOkResponse({ type: ReadyBody })
  @ApiResponse({ status: 503, type: ReadyBody, description: '"down" names which is not up' })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<ReadyBody> {
    const { writers, parts } = this.runtime;
    const { readyLagSecondsMax = 0 } = parts;
    const [reached, standings] = await Promise.all([
      dependenciesOf(this.runtime),
      this.runtime.standings.told(),
    ]);
    const known = standings.value ?? [];
    const onlyDecides = !this.runtime.has('query') && !this.runtime.has('projection');
    const isLate = !onlyDecides && known.some((one) => one.movingLagSeconds > readyLagSecondsMax);
    const are: Dependencies & { readonly [name in 'writer' | 'projections']: Status } = {
      writer: upIf(writers.isTaking),
      ...reached,
      projections: readyLagSecondsMax > 0 && isLate ? 'down' : standings.status,
    };
    const down = names.filter((name) => are[name] === 'down');
    const isReady = down.every((name) => onlyDecides && !neededToDecide.includes(name));
    if (!isReady) reply.code(503);
    return {
      ...are,
      status: upIf(isReady),
      down,
      projections: known.map((standing) => ({
        ...shown(standing),
        ...fillingOf(standing),
      })),
    };
  }
}

function shown(standing: ProjectionStanding): Omit<ProjectionHealthBody, 'filling'> {
  const { projection, serves, lagEntries, lagSeconds, stopped } = standing;
  return { projection, serves, stopped, lagEntries, lagSeconds };
}
