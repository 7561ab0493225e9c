// How an installation stands beside its read models: formats, each ledger's key, and how far the writer's state is behind.
import { Controller, Get } from '@nestjs/common';
import {
  ApiOkResponse,
  ApiOperation,
  ApiProperty,
  ApiPropertyOptional,
  ApiTags,
} from '@ledger/openapi';
import { type Halt } from '@ledger/event-log';
import { Runtime } from '../runtime.js';
import { type KeyStanding, keyStanding } from '../soundness/ledger-key.js';

export class HaltBody {
  @ApiProperty({ example: 185, description: 'The entry that is not taken in' })
  readonly sequence!: number;
  @ApiProperty({ example: 'entry 185 is in the log twice and differs' })
  readonly reason!: string;
}

export class LedgerStandingBody {
  @ApiProperty({ example: 'acme' })
  readonly ledger!: string;
  @ApiProperty({ example: 184, description: 'Entries in the log' })
  readonly entries!: number;
  @ApiProperty({
    enum: ['matches', 'missing', 'differs', 'moving'],
    description:
      'Its key, held against the hash in its first entry; moving: its import has not ended',
  })
  readonly key!: KeyStanding;
  @ApiPropertyOptional({
    example: 184,
    description: 'Where the next start begins to replay; of processes that decide commands',
  })
  readonly stateSequence?: number;
  @ApiPropertyOptional({
    type: HaltBody,
    description: 'Where and why it goes no further; its commands are refused',
  })
  readonly halt?: HaltBody;
}

export class DiagnosisBody {
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer' },
    example: { log: 1 },
    description: 'Format of each part of the data folder',
  })
  readonly formats!: { readonly [part: string]: number };
  @ApiProperty({ type: [LedgerStandingBody] })
  readonly ledgers!: readonly LedgerStandingBody[];
}

@ApiTags('operations')
@Controller('v1/diagnosis')
export class DiagnosisController {
  constructor(private readonly runtime: Runtime) {}

  @Get()
  @ApiOperation({ summary: 'Formats, keys, and the log against what is computed from it' })
  @ApiOkResponse({ type: DiagnosisBody })
  async diagnose(): Promise<DiagnosisBody> {
    const { log, keys, formats, stateStores } = this.runtime.parts;
    const halts = await this.runtime.halts();
    const decides = this.runtime.has('command');
    const written = new Map(stateStores.flatMap((store) => [...store.heads()]));
    const ledgers: LedgerStandingBody[] = [];
    for (const ledger of await log.ledgers()) {
      ledgers.push({
        ...haltIn(halts, ledger),
        ledger,
        key: await keyStanding({ log, keys }, ledger),
        ...(decides ? { stateSequence: written.get(ledger)?.sequence ?? 0 } : {}),
        entries: await log.head(ledger), // asked last: what is computed from it is not ahead
      });
    }
    return { formats, ledgers };
  }
}

function haltIn(halts: readonly Halt[], named: string): Pick<LedgerStandingBody, 'halt'> {
  const halt = halts.find(({ ledger }) => ledger === named);
  return halt === undefined ? {} : { halt: { sequence: halt.sequence, reason: halt.reason } };
}
