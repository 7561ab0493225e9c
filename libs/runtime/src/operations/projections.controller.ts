// The read models as an operator sees them: how late each is, and folding one anew.
import { Controller, Get, HttpCode, Param, Post, Req, type StreamableFile } from '@nestjs/common';
import {
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiProperty,
  ApiPropertyOptional,
  ApiTags,
} from '@ledger/openapi';
import { type FastifyRequest } from 'fastify';
import { Runtime } from '../runtime.js';
import { FillingBody, fillingOf } from './filling.body.js';
import { lastWords, unless } from './last-words.js';
import { LineStream } from './line-stream.js';
import { reject } from './operations.rejections.js';

export class StopBody {
  @ApiProperty({ example: 185, description: 'The entry that it could not fold' })
  readonly sequence!: number;
  @ApiProperty()
  readonly reason!: string;
  @ApiPropertyOptional({ description: 'Of that entry: leads to the request that recorded it' })
  readonly correlationId?: string;
}

export class LagBody {
  @ApiProperty({ example: 'measure' })
  readonly projection!: string;
  @ApiProperty({ example: 'acme' })
  readonly ledger!: string;
  @ApiProperty({ example: 184 })
  readonly sequence!: number;
  @ApiProperty({ example: 0 })
  readonly lagEntries!: number;
  @ApiProperty({ example: 0 })
  readonly lagSeconds!: number;
  @ApiPropertyOptional({ description: 'The entry at which the ledger itself is halted' })
  readonly haltedAt?: number;
  @ApiPropertyOptional({ type: StopBody })
  readonly stop?: StopBody;
}

export class ProjectionBody {
  @ApiProperty({ example: 'measure' })
  readonly name!: string;
  @ApiProperty({ example: 1 })
  readonly version!: number;
  @ApiPropertyOptional({
    type: FillingBody,
    description: 'While it is computed anew, or for the first time',
  })
  readonly filling?: FillingBody;
  @ApiProperty({ type: [LagBody] })
  readonly lags!: readonly LagBody[];
}

export class ProjectionsBody {
  @ApiProperty({ type: [ProjectionBody] })
  readonly projections!: readonly ProjectionBody[];
}

/** One line of a rebuild's answer. */
export type RebuildLine = {
  readonly done: number;
  readonly total: number;
  readonly finished: boolean;
  readonly entriesPerSecond?: number;
  readonly secondsLeft?: number;
  /** Why the answer ends before the rebuild is finished; the last line. */
  readonly problem?: string;
  /** Of the problem. */
  readonly code?: string;
};

@ApiTags('operations')
@Controller('v1/projections')
export class ProjectionsController {
  constructor(private readonly runtime: Runtime) {}

  @Get()
  @ApiOperation({ summary: 'Read models and how late each is, ledger by ledger' })
  @ApiOkResponse({ type: ProjectionsBody })
  async list(): Promise<ProjectionsBody> {
    const { runner, readModels } = this.runtime;
    const [lags, standings] = await Promise.all([readModels.lags(), readModels.standings()]);
    return {
      projections: runner.projections.map(({ name, version }) => ({
        name,
        version,
        ...fillingOf(standings.find(({ projection }) => projection === name)),
        lags: lags.filter(({ projection }) => projection === name),
      })),
    };
  }
}

@ApiTags('operations')
@Controller('v1/projections')
export class RebuildsController {
  constructor(private readonly runtime: Runtime) {}

  @Post(':projection/rebuild')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Fold all entries anew while the old rows serve; answers with progress',
  })
  @ApiProduces('application/x-ndjson')
  @ApiOkResponse({ schema: { type: 'string' } })
  rebuild(
    @Param('projection') projection: string,
    @Req() { language }: Pick<FastifyRequest, 'language'>,
  ): StreamableFile {
    const { runner, isLeaving } = this.runtime;
    const known = runner.projections.map(({ name }) => name);
    if (!known.includes(projection)) {
      throw reject('projection-not-found', { projection, known: known.join(', ') });
    }
    const lines = new LineStream<RebuildLine>();
    let line: RebuildLine = { done: 0, total: 0, finished: false };
    const rebuilt = runner.rebuild(
      projection,
      ({ entriesDone, entriesTotal, entriesPerSecond, secondsLeft }) => {
        const left = secondsLeft === undefined ? {} : { secondsLeft: Math.ceil(secondsLeft) };
        const numbers = { done: entriesDone, total: entriesTotal, entriesPerSecond, ...left };
        line = { ...numbers, finished: false };
        lines.write(line);
      },
    );
    unless(isLeaving, rebuilt)
      .then(
        () => lines.write({ done: line.total, total: line.total, finished: true }),
        (error: unknown) => {
          const { code, message } = lastWords(error, language);
          lines.write({ ...line, problem: message, code });
        },
      )
      .finally(() => lines.end());
    return lines.answer;
  }
}
