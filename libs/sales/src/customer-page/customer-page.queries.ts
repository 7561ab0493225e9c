// GET …/customers/{customer}/page: everything about one customer, in one answer.
import { Controller, Get, Param, Query } from '@nestjs/common';
import { type IQueryHandler, QueryBus, QueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@ledger/openapi';
import { Clock, type StateRow, todayIn } from '@ledger/ledger';
import { ReadModels, type View } from '@ledger/read-store';
import { told } from '../audit/telling.js';
import { type CustomerBody } from '../customer/customer.bodies.js';
import { type CustomerState } from '../customer/customer.events.js';
import { reject } from '../customer/customer.rejections.js';
import { CsvParts } from '../csv.js';
import { AfterQuery } from '../edge.js';
import { Id } from '../fields.js';
import { settingsOf } from '../kpi/grouping.js';
import { oldestTruth, viewOf, withViews } from '../kpi/views.js';
import { CustomerPageAnswer } from './customer-page.answers.js';
import { dealsIn, feedbackOf, latestEntries, leadsOf } from './lists.js';
import { pageParts } from './page-parts.js';
import { analysisOf, firstWinOf, lastWinOf, winsOf } from './wins.js';
import { yearsOf } from './years.js';

export class CustomerPagePath {
  @Id({ example: 'acme' })
  readonly ledger!: string;
  @Id({ example: 'konex' })
  readonly customer!: string;
}

export class GetCustomerPage {
  constructor(
    readonly ledger: string,
    readonly customer: string,
    readonly asked: {
      readonly after: number | undefined;
      /** ISO instant: which year this is. */
      readonly now: string;
    },
  ) {}
}

const projections = [
  'ledger',
  'customer',
  'organization',
  'product',
  'measure',
  'deal',
  'feedback',
  'lead',
  'audit',
];

@QueryHandler(GetCustomerPage)
export class CustomerPageHandler implements IQueryHandler<GetCustomerPage, CustomerPageAnswer> {
  constructor(private readonly models: ReadModels) {}

  execute({ ledger, customer, asked }: GetCustomerPage): Promise<CustomerPageAnswer> {
    const at = { models: this.models, ledger, after: asked.after };
    return withViews(at, projections, async (views) => {
      const settings = await settingsOf(views, ledger);
      const { currency, calendars, firstDay, timeZone } = settings;
      const facts = await factsOf(viewOf(views, 'customer'), customer);
      const today = todayIn(timeZone, asked.now);
      const years = { customer, currency, calendars, firstDay, today };
      const whose = { ledger, customer };
      const [deals, voices] = [viewOf(views, 'deal'), viewOf(views, 'feedback')];
      const won = await winsOf(deals, customer);
      const open = await dealsIn(deals, whose, 'open');
      const lost = await dealsIn(deals, whose, 'lost');
      const feedback = await feedbackOf(voices, whose);
      const leads = await leadsOf(viewOf(views, 'lead'), whose);
      const shown = [...open.deals, ...lost.deals, ...feedback.feedback, ...leads.leads];
      const sequences = [...shown, ...won.wins.map(({ row }) => row)].map((one) => one.sequence);
      const audit = viewOf(views, 'audit');
      const rows = await latestEntries(audit, customer, sequences);
      return {
        truth: oldestTruth(views),
        currency,
        customer: facts,
        firstWin: await firstWinOf(deals, customer),
        lastWin: lastWinOf(won),
        ...(await yearsOf(viewOf(views, 'measure'), years)),
        bought: await analysisOf(views, won, currency),
        open,
        feedback,
        complaints: await feedbackOf(voices, whose, 'complaints'),
        leads,
        latest: await told(at, audit, { rows, settings }),
      };
    });
  }
}

/** @throws Rejection `customer-not-found` */
async function factsOf(view: View, customer: string): Promise<CustomerBody> {
  const [row] = await view.getMany('customer', [customer]);
  if (row === undefined) throw reject('customer-not-found', { customer });
  return { id: customer, ...(row as unknown as StateRow<CustomerState>) }; // the collection holds nothing else
}

@ApiTags('pages')
@Controller('v1/ledgers/:ledger/customers/:customer/page')
export class CustomerPageController {
  constructor(
    private readonly bus: QueryBus,
    private readonly clock: Clock,
  ) {}

  @Get()
  @CsvParts('customer', pageParts)
  @ApiOperation({ summary: 'Everything about one customer' })
  @ApiOkResponse({ type: CustomerPageAnswer })
  one(
    @Param() { ledger, customer }: CustomerPagePath,
    @Query() { after }: AfterQuery,
  ): Promise<CustomerPageAnswer> {
    const asked = { after, now: this.clock.now() };
    return this.bus.execute(new GetCustomerPage(ledger, customer, asked));
  }
}
