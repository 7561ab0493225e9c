// A small application of its own behind the HTTP edge, for specs: what the edge does must not depend on the product.
import { PassThrough } from 'node:stream';
import {
  Body,
  Controller,
  Get,
  HttpCode,
  Module,
  Param,
  Post,
  Query,
  Req,
  StreamableFile,
} from '@nestjs/common';
import { Type } from 'class-transformer';
import {
  IsArray,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { LogError } from '@ledger/event-log';
import { GatewayError, realEnvironment, Rejection } from '@ledger/ledger';
import { StoreError, ViewError } from '@ledger/read-store';
import { type FastifyRequest } from 'fastify';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { createLog } from '../logging/log.js';
import { type AdmissionOptions } from './admission.js';
import { StreamedBody } from './bodies.js';
import { problemTexts } from './http.texts.js';
import { createHttpApp } from './http-app.js';
import { ProblemController, problemTextsToken } from './problem.controller.js';

class LineBody {
  @IsString()
  @Matches(/^[a-z]+$/)
  readonly product!: string;

  @IsInt()
  @Min(1)
  readonly quantity!: number;
}

class DealBody {
  @IsString()
  @MaxLength(5)
  readonly title!: string;

  @IsOptional()
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => LineBody)
  readonly lines?: LineBody[];
}

class AfterQuery {
  @IsOptional()
  @Matches(/^\d+$/)
  readonly after?: string;
}

const rejections = {
  'deal-already-won': {
    status: 409,
    en: 'Deal {deal} is already won. Correct it.',
    zh: '商机 {deal} 已赢单。请更正。',
  },
} as const;

/** What `GET /v1/ledgers/acme/failures/<name>` throws. */
const failures: { readonly [name: string]: () => Error } = {
  rejection: () =>
    new Rejection('deal-already-won', rejections['deal-already-won'], { deal: 'D-1' }, '/deal'),
  'no-ledger': () => new ViewError('ledger-not-found', 'x', { ledger: 'acme' }),
  behind: () => new ViewError('read-model-behind', 'x', {}),
  rebuilding: () => new ViewError('read-model-rebuilding', 'x', {}),
  stopped: () => new ViewError('read-model-stopped', 'x', {}),
  busy: () => new GatewayError('busy', 'x', 3),
  'not-recorded': () => new GatewayError('not-recorded', 'x', 1),
  unknown: () => new GatewayError('outcome-unknown', 'x', 2),
  log: () => new LogError('io', 'secret path', 'not-appended', true),
  disk: () => new StoreError('disk-full', 'secret path', true),
  cursor: () => new StoreError('bad-cursor', 'secret path', false),
  defect: () => new TypeError('secret inside'),
};

@Controller('v1/ledgers/:ledger')
class EdgeController {
  private readonly releases: (() => void)[] = [];

  @Post('deals/:deal/win')
  @HttpCode(200)
  win(@Req() request: FastifyRequest, @Body() body: DealBody): object {
    return { ledger: 'acme', version: 3, sequence: 17, entries: 1, sender: request.sender, body };
  }

  @Get('deals/:deal')
  deal(@Param('deal') deal: string, @Query() query: AfterQuery): object {
    const truth = { sequence: 17, lagEntries: 2, lagSeconds: 1 };
    return { deal, title: 'sealed:x', version: 3, after: query.after ?? null, truth };
  }

  @Post('imports')
  @StreamedBody('text/csv')
  async import(@Req() request: FastifyRequest): Promise<object> {
    let bytes = 0;
    for await (const chunk of request.body as AsyncIterable<Buffer>) bytes += chunk.length;
    return { bytes };
  }

  /** `release` lets those that hang go on. */
  @Get('hanging/:name')
  async hang(@Param('name') name: string): Promise<object> {
    if (name === 'release') this.releases.splice(0).forEach((release) => release());
    else await new Promise<void>((resolve) => this.releases.push(resolve));
    return { name };
  }

  /** Begins to answer, and ends when it is released. */
  @Get('trickling')
  trickle(): StreamableFile {
    const answer = new PassThrough();
    answer.write('first\n');
    this.releases.push(() => answer.end('last\n'));
    return new StreamableFile(answer);
  }

  @Get('failures/:name')
  fail(@Param('name') name: string): never {
    throw failures[name]?.() ?? new Error(`no failure ${name}`);
  }
}

@Controller('health')
class SupervisedController {
  @Get('live')
  live(): object {
    return { status: 'up' };
  }
}

@Module({
  controllers: [EdgeController, ProblemController, SupervisedController],
  providers: [{ provide: problemTextsToken, useValue: problemTexts([rejections]) }],
})
class EdgeModule {}

export type EdgeApp = {
  readonly app: NestFastifyApplication;
  readonly url: string;
  readonly logged: string[];
};

export async function startEdgeApp(admission?: AdmissionOptions): Promise<EdgeApp> {
  const logged: string[] = [];
  const app = await createHttpApp(EdgeModule, {
    bodyBytesMax: 2_000,
    answerTimeoutSeconds: 1,
    ...(admission === undefined ? {} : { admission }),
    language: 'en',
    log: createLog('info', { write: (line) => void logged.push(line) }),
    environment: realEnvironment,
    open: (ledger, answer) =>
      Promise.resolve(JSON.parse(JSON.stringify(answer).replace('sealed:x', `opened ${ledger}`))),
  });
  await app.listen(0, '127.0.0.1');
  return { app, url: (await app.getUrl()).replace('[::1]', '127.0.0.1'), logged };
}
