// Reading products: one by its id, or a page of them by id.
import { Controller, Get, Param, Query } from '@nestjs/common';
import { type IQueryHandler, QueryBus, QueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@ledger/openapi';
import { type StateRow, decimalOf } from '@ledger/ledger';
import { ReadModels, type RowWithId, type View } from '@ledger/read-store';
import { present } from '../changes.js';
import { CsvList } from '../csv.js';
import { AfterQuery } from '../edge.js';
import { PageQuery, readPage } from '../page.js';
import { ProductBody, ProductsAnswer } from './product.bodies.js';
import { type ProductState, product as productSubject } from './product.events.js';
import { currencyCollection, productProjection } from './product.projection.js';
import { reject } from './product.rejections.js';

export class GetProduct {
  constructor(
    readonly ledger: string,
    readonly product: string,
    readonly after: number | undefined,
  ) {}
}

export class ListProducts {
  constructor(
    readonly ledger: string,
    readonly asked: PageQuery,
  ) {}
}

@QueryHandler(GetProduct)
export class ProductHandler implements IQueryHandler<GetProduct, ProductBody> {
  constructor(private readonly models: ReadModels) {}

  execute({ ledger, product, after }: GetProduct): Promise<ProductBody> {
    return this.models.view(productProjection.name, ledger, after, async (view) => {
      const [row] = await view.getMany(productSubject.kind, [product]);
      if (row === undefined) throw reject('product-not-found', { product });
      const currency = await currencyOf(view, ledger);
      return { truth: view.truth, ...productBody({ id: product, row }, currency) };
    });
  }
}

@QueryHandler(ListProducts)
export class ProductsHandler implements IQueryHandler<ListProducts, ProductsAnswer> {
  constructor(private readonly models: ReadModels) {}

  execute({ ledger, asked }: ListProducts): Promise<ProductsAnswer> {
    const find = { collection: productSubject.kind };
    const page = { projection: productProjection, ledger, asked, find };
    return readPage(this.models, page, async (rows, view) => {
      const currency = await currencyOf(view, ledger);
      return { products: rows.map((row) => productBody(row, currency)) };
    });
  }
}

async function currencyOf(view: View, ledger: string): Promise<string> {
  const [row] = await view.getMany(currencyCollection, [ledger]);
  const currency = row?.['currency'];
  if (typeof currency !== 'string') throw new Error(`no currency of ${ledger}`);
  return currency;
}

function productBody({ id, row }: RowWithId, currency: string): ProductBody {
  const state = row as unknown as StateRow<ProductState>; // the collection holds nothing else
  const { listPriceMinor, ...told } = state;
  const isPriced = listPriceMinor !== undefined;
  return present({
    id,
    ...told,
    listPrice: isPriced ? decimalOf(listPriceMinor, currency) : undefined,
    currency: isPriced ? currency : undefined,
  });
}

@ApiTags('products')
@Controller('v1/ledgers/:ledger/products')
export class ProductQueriesController {
  constructor(private readonly bus: QueryBus) {}

  @Get()
  @CsvList('products', [
    'id',
    'name',
    'family',
    'listPrice',
    'currency',
    'aliases',
    'retiredOn',
    'source.system',
    'source.record',
    'version',
    'sequence',
  ])
  @ApiOperation({ summary: 'Products by id' })
  @ApiOkResponse({ type: ProductsAnswer })
  list(@Param('ledger') ledger: string, @Query() asked: PageQuery): Promise<ProductsAnswer> {
    return this.bus.execute(new ListProducts(ledger, asked));
  }

  @Get(':product')
  @ApiOperation({ summary: 'One product' })
  @ApiOkResponse({ type: ProductBody })
  one(
    @Param('ledger') ledger: string,
    @Param('product') product: string,
    @Query() { after }: AfterQuery,
  ): Promise<ProductBody> {
    return this.bus.execute(new GetProduct(ledger, product, after));
  }
}
