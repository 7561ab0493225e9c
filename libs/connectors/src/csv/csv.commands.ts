// POST …/imports: a CSV file comes in, an answer for every row goes out, one line of JSON each.
import { once } from 'node:events';
import { PassThrough, type Readable } from 'node:stream';
import { Controller, Headers, Param, Post, Query, Req, StreamableFile } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import {
  ApiBody,
  ApiConsumes,
  ApiHeader,
  ApiOperation,
  ApiProduces,
  ApiPropertyOptional,
  ApiTags,
} from '@ledger/openapi';
import { IsIn, ValidateIf } from 'class-validator';
import { Rejection, type Sender, type Text } from '@ledger/ledger';
import { CommandRoute, SentBy, isFormedAs } from '@ledger/sales';
import { demandFitting } from './better-preset.js';
import { openCsv } from './csv-file.js';
import { importFile } from './import-file.js';
import { ImportLedgers, type ImportTarget } from './import-ledgers.js';
import { type ImportLine } from './import-line.js';
import { ImportProblem } from './import-problem.js';
import { type ListImport } from './list-import.js';
import { mappingWith } from './mapping.js';
import { type PresetName, presetNames, presets } from './presets.js';
import { Turns } from './turns.js';
import { takeUpload } from './upload.js';

/** Chunks of 250 rows: enough to keep a writer busy, well below the commands that may wait for one. */
const turnsAtOnce = 8;
/** Well below what a server, a proxy or a client waits for before it takes a silent connection for dead. */
const silenceMsMax = 10_000;
const encodings = ['utf-8', 'gb18030', 'utf-16le', 'windows-1252'];
const given = (_: unknown, value: unknown): boolean => value !== undefined;

export class ImportQuery {
  @ApiPropertyOptional({ enum: presetNames, default: 'pipeline' })
  @ValidateIf(given)
  @IsIn(presetNames)
  readonly preset: PresetName = 'pipeline';

  @ApiPropertyOptional({ example: 'crm', default: 'crm' })
  @ValidateIf(given)
  @isFormedAs('isSystemName', /^[a-z0-9][a-z0-9-]{0,31}$/)
  readonly system: string = 'crm';

  @ApiPropertyOptional({ enum: encodings, default: 'utf-8' })
  @ValidateIf(given)
  @IsIn(encodings)
  readonly encoding: string = 'utf-8';

  @ApiPropertyOptional({ enum: ['true', 'false'], default: 'false' })
  @ValidateIf(given)
  @IsIn(['true', 'false'])
  readonly dryRun: string = 'false';
}

@ApiTags('imports')
@Controller('v1/ledgers/:ledger/imports')
export class CsvImports {
  private readonly turns = new Turns(turnsAtOnce);

  constructor(private readonly ledgers: ImportLedgers) {}

  @Post()
  @RouteConfig({ streamedBody: 'text/csv' })
  @ApiOperation({
    summary: 'Import a CSV file; the answer is a stream of JSON lines, one a row',
    description:
      'The kind of a line is `start`, `row`, `end`, or `problem` where the import stopped. While other imports come first, or ' +
      'a store does not answer, a line of kind `waiting` comes every ten seconds, to be passed over. What passes by itself is ' +
      'waited for, up to five minutes in which nothing gets on.',
  })
  @ApiConsumes('text/csv')
  @ApiBody({ schema: { type: 'string' } })
  @ApiProduces('application/x-ndjson')
  @ApiHeader({
    name: 'Sales-Ledger-Mapping',
    required: false,
    description: 'base64url of a JSON object: other columns, dates, stages, aliases',
  })
  @CommandRoute()
  async import(
    @SentBy() sender: Sender,
    @Param('ledger') ledger: string,
    @Query() query: ImportQuery,
    @Req() request: { readonly body: Readable },
    @Headers('sales-ledger-mapping') overrides: string | undefined,
  ): Promise<StreamableFile> {
    const mapping = mappingWith(presets[query.preset], overridesOf(overrides));
    const upload = await takeUpload(request.body, this.ledgers.scratchFolder);
    const discard = (): Promise<void> => upload.discard();
    try {
      const file = await openCsv(upload, mapping, query.encoding);
      // Who names columns knows which list it is.
      if (mapping.columns === presets[query.preset].columns)
        demandFitting(file.header, query.preset);
      const answer = new PassThrough();
      const { isLeaving } = this.ledgers;
      const wish = { ledger, system: query.system, sender, signal: endOf(answer, isLeaving) };
      const opening = query.dryRun === 'true' ? this.ledgers.fork(wish) : this.ledgers.open(wish);
      await openedOrLate(opening);
      const run = { file, mapping, turns: this.turns, isLeaving };
      void importInto(answer, run, opening).finally(discard);
      return new StreamableFile(answer, { type: 'application/x-ndjson' });
    } catch (error) {
      await discard();
      throw error;
    }
  }
}

/** Aborted where nobody reads the answer any more, or nobody goes on writing it. */
function endOf(answer: PassThrough, isLeaving: AbortSignal): AbortSignal {
  const ending = new AbortController();
  const leave = (): void => ending.abort(isLeaving.reason);
  isLeaving.addEventListener('abort', leave);
  if (isLeaving.aborted) leave();
  answer.once('close', () => {
    isLeaving.removeEventListener('abort', leave);
    ending.abort(gone());
  });
  return ending.signal;
}

const stopping: Text = {
  en: 'the process that imports is being ended',
  zh: '执行导入的进程正在结束',
};

const gone = (): Error => new Error('the caller has gone');

/**
 * Resolves when it is open, or when its caller has to hear something: how it ends is told in the answer then.
 * @throws what it fails with before that
 */
async function openedOrLate(opening: Promise<ImportTarget>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, silenceMsMax)));
  try {
    await Promise.race([opening, late]);
  } finally {
    clearTimeout(timer);
  }
}

type Leaving = { readonly isLeaving: AbortSignal };

/** Never rejects: what goes wrong on the way is the stream's last line, for the status line has been sent. */
async function importInto(
  answer: PassThrough,
  { isLeaving, ...run }: Pick<ListImport, 'file' | 'mapping' | 'turns'> & Leaving,
  opening: Promise<ImportTarget>,
): Promise<void> {
  const waiting = setInterval(() => {
    const line: ImportLine = { kind: 'waiting' };
    if (!answer.destroyed && !answer.writableNeedDrain) answer.write(`${JSON.stringify(line)}\n`);
  }, silenceMsMax);
  const write = async (line: ImportLine): Promise<void> => {
    if (answer.destroyed) throw gone();
    waiting.refresh();
    if (!answer.write(`${JSON.stringify(line)}\n`)) await drained(answer);
  };
  try {
    const { header, rows } = run.file;
    await write({ kind: 'start', header, rows });
    const { edge } = await opening;
    const onRow = (row: Extract<ImportLine, { kind: 'row' }>['row']): Promise<void> =>
      write({ kind: 'row', row });
    const totals = await importFile({ ...run, edge, onRow });
    await write({ kind: 'end', totals });
    answer.end();
  } catch (error) {
    const {
      rule: code,
      text,
      detail: values,
    } = isLeaving.aborted ? new ImportProblem('import-stopped', {}, stopping) : problemOf(error);
    const line: ImportLine = { kind: 'problem', code, text, values };
    if (!answer.destroyed) answer.end(`${JSON.stringify(line)}\n`);
  } finally {
    clearInterval(waiting);
    await opening.then(
      (target) => target.close(),
      () => undefined, // told above
    );
  }
}

function problemOf(error: unknown): Rejection {
  if (error instanceof Rejection) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new ImportProblem('import-stopped', { reason });
}

/** Room in the stream again, or the caller gone: either way somebody may go on. */
async function drained(answer: PassThrough): Promise<void> {
  const gone = new AbortController();
  const { signal } = gone;
  try {
    await Promise.race([once(answer, 'drain', { signal }), once(answer, 'close', { signal })]);
  } finally {
    gone.abort();
  }
}

function overridesOf(header: string | undefined): unknown {
  if (header === undefined) return undefined;
  try {
    return JSON.parse(Buffer.from(header, 'base64url').toString('utf8'));
  } catch {
    throw new ImportProblem('mapping-invalid', { field: '(not JSON)' });
  }
}
