// Which ledgers this installation holds, and how far each has come.
import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@ledger/openapi';
import { headsOf } from '../read-models/log-standing.js';
import { Runtime } from '../runtime.js';

export class LedgerHeadBody {
  @ApiProperty({ example: 'acme' })
  readonly ledger!: string;
  @ApiProperty({ example: 184, description: 'Its last entry' })
  readonly head!: number;
}

export class LedgersBody {
  @ApiProperty({ type: [LedgerHeadBody], description: 'Sorted by id' })
  readonly ledgers!: readonly LedgerHeadBody[];
}

@ApiTags('ledgers')
@Controller('v1/ledgers')
export class LedgersController {
  constructor(private readonly runtime: Runtime) {}

  @Get()
  @ApiOperation({ summary: 'The ledgers of this installation' })
  @ApiOkResponse({ type: LedgersBody })
  async list(): Promise<LedgersBody> {
    const { log } = this.runtime.parts;
    const heads = await headsOf(log);
    return { ledgers: [...heads].map(([ledger, head]) => ({ ledger, head })) };
  }
}
