// The product slice: what can be sold, at which list price, under which names.
import { type Slice } from '@ledger/ledger';
import { ProductCommandsController } from './product.commands.js';
import { productDecider } from './product.decider.js';
import { product, productName } from './product.events.js';
import { productProjection } from './product.projection.js';
import { ProductHandler, ProductQueriesController, ProductsHandler } from './product.queries.js';
import { productRejections } from './product.rejections.js';

export * from './product.bodies.js';
export { type ProductCommand } from './product.decider.js';
export { normalisedName } from './product.events.js';
export { productNameCollection, productProjection } from './product.projection.js';
export { GetProduct, ListProducts } from './product.queries.js';

export const productSlice: Slice = {
  name: 'product',
  events: {
    ProductAdded: { version: 1 },
    ProductChanged: { version: 1 },
    ProductRetired: { version: 1 },
  },
  subjects: [product],
  guards: [productName],
  commands: ['AddProduct', 'ChangeProduct', 'RetireProduct'],
  decider: productDecider,
  personal: { RetireProduct: ['reason'] },
  projections: [productProjection],
  rejections: productRejections,
  invariants: [],
};

export const productControllers = [ProductCommandsController, ProductQueriesController];
export const productQueryHandlers = [ProductHandler, ProductsHandler];
