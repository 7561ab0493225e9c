// Reading a ledger's settings.
import { Controller, Get, Param, Query } from '@nestjs/common';
import { type IQueryHandler, QueryBus, QueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@ledger/openapi';
import { type StateRow } from '@ledger/ledger';
import { ReadModels } from '@ledger/read-store';
import { AfterQuery } from '../edge.js';
import { LedgerAnswer } from './ledger.bodies.js';
import { type LedgerState, ledger as ledgerSubject } from './ledger.events.js';
import { ledgerProjection } from './ledger.projection.js';
import { reject } from './ledger.rejections.js';

export class GetLedger {
  constructor(
    readonly ledger: string,
    readonly after: number | undefined,
  ) {}
}

@QueryHandler(GetLedger)
export class LedgerHandler implements IQueryHandler<GetLedger, LedgerAnswer> {
  constructor(private readonly models: ReadModels) {}

  execute({ ledger, after }: GetLedger): Promise<LedgerAnswer> {
    return this.models.view(ledgerProjection.name, ledger, after, async (view) => {
      const [row] = await view.getMany(ledgerSubject.kind, [ledger]);
      if (row === undefined) throw reject('ledger-not-found', { ledger });
      const settings = row as unknown as StateRow<LedgerState>; // the collection holds nothing else
      return { truth: view.truth, id: ledger, ...settings };
    });
  }
}

@ApiTags('ledgers')
@Controller('v1/ledgers')
export class LedgerQueriesController {
  constructor(private readonly bus: QueryBus) {}

  @Get(':ledger')
  @ApiOperation({ summary: 'How the ledger is kept' })
  @ApiOkResponse({ type: LedgerAnswer })
  one(@Param('ledger') ledger: string, @Query() { after }: AfterQuery): Promise<LedgerAnswer> {
    return this.bus.execute(new GetLedger(ledger, after));
  }
}
