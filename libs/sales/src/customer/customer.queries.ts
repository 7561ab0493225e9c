// Reading customers: one by its id, or a page of them by id.
import { Controller, Get, Param, Query } from '@nestjs/common';
import { type IQueryHandler, QueryBus, QueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@ledger/openapi';
import { type StateRow } from '@ledger/ledger';
import { ReadModels, type RowWithId } from '@ledger/read-store';
import { CsvList } from '../csv.js';
import { AfterQuery } from '../edge.js';
import { PageQuery, readPage } from '../page.js';
import { CustomerBody, CustomersAnswer } from './customer.bodies.js';
import { type CustomerState, customer as customerSubject } from './customer.events.js';
import { customerProjection } from './customer.projection.js';
import { reject } from './customer.rejections.js';

export class GetCustomer {
  constructor(
    readonly ledger: string,
    readonly customer: string,
    readonly after: number | undefined,
  ) {}
}

export class ListCustomers {
  constructor(
    readonly ledger: string,
    readonly asked: PageQuery,
  ) {}
}

@QueryHandler(GetCustomer)
export class CustomerHandler implements IQueryHandler<GetCustomer, CustomerBody> {
  constructor(private readonly models: ReadModels) {}

  execute({ ledger, customer, after }: GetCustomer): Promise<CustomerBody> {
    return this.models.view(customerProjection.name, ledger, after, async (view) => {
      const [row] = await view.getMany(customerSubject.kind, [customer]);
      if (row === undefined) throw reject('customer-not-found', { customer });
      return { truth: view.truth, ...customerBody({ id: customer, row }) };
    });
  }
}

@QueryHandler(ListCustomers)
export class CustomersHandler implements IQueryHandler<ListCustomers, CustomersAnswer> {
  constructor(private readonly models: ReadModels) {}

  execute({ ledger, asked }: ListCustomers): Promise<CustomersAnswer> {
    const find = { collection: customerSubject.kind };
    const page = { projection: customerProjection, ledger, asked, find };
    return readPage(this.models, page, (rows) => ({ customers: rows.map(customerBody) }));
  }
}

function customerBody({ id, row }: RowWithId): CustomerBody {
  return { id, ...(row as unknown as StateRow<CustomerState>) }; // the collection holds nothing else
}

@ApiTags('customers')
@Controller('v1/ledgers/:ledger/customers')
export class CustomerQueriesController {
  constructor(private readonly bus: QueryBus) {}

  @Get()
  @CsvList('customers', [
    'id',
    'name',
    'segment',
    'industry',
    'region',
    'source.system',
    'source.record',
    'version',
    'sequence',
  ])
  @ApiOperation({ summary: 'Customers by id' })
  @ApiOkResponse({ type: CustomersAnswer })
  list(@Param('ledger') ledger: string, @Query() asked: PageQuery): Promise<CustomersAnswer> {
    return this.bus.execute(new ListCustomers(ledger, asked));
  }

  @Get(':customer')
  @ApiOperation({ summary: 'One customer' })
  @ApiOkResponse({ type: CustomerBody })
  one(
    @Param('ledger') ledger: string,
    @Param('customer') customer: string,
    @Query() { after }: AfterQuery,
  ): Promise<CustomerBody> {
    return this.bus.execute(new GetCustomer(ledger, customer, after));
  }
}
