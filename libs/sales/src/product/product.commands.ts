// Routes that record what can be sold.
import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@ledger/openapi';
import { type Acknowledgement, type Sender } from '@ledger/ledger';
import { CommandRoute, SentBy, madeId, send } from '../edge.js';
import { AddProductBody, ChangeProductBody, RetireProductBody } from './product.bodies.js';
import { type ProductCommand } from './product.decider.js';

type Answer = Promise<Acknowledgement>;

@ApiTags('products')
@Controller('v1/ledgers/:ledger/products')
export class ProductCommandsController {
  constructor(private readonly bus: CommandBus) {}

  @Post()
  @CommandRoute()
  @ApiOperation({ summary: 'Add a product' })
  add(
    @Param('ledger') ledger: string,
    @Body() body: AddProductBody,
    @SentBy() sender: Sender,
  ): Answer {
    const { product = madeId('prod', ledger, sender), ...data } = body;
    return this.send(sender, { type: 'AddProduct', ledger, subject: `product/${product}`, data });
  }

  @Post(':product/change')
  @CommandRoute()
  @ApiOperation({ summary: 'Change name, family, list price or aliases' })
  change(
    @Param('ledger') ledger: string,
    @Param('product') id: string,
    @Body() data: ChangeProductBody,
    @SentBy() sender: Sender,
  ): Answer {
    return this.send(sender, { type: 'ChangeProduct', ledger, subject: `product/${id}`, data });
  }

  @Post(':product/retire')
  @CommandRoute()
  @ApiOperation({ summary: 'On no new deal from today on' })
  retire(
    @Param('ledger') ledger: string,
    @Param('product') id: string,
    @Body() data: RetireProductBody,
    @SentBy() sender: Sender,
  ): Answer {
    return this.send(sender, { type: 'RetireProduct', ledger, subject: `product/${id}`, data });
  }

  private send(sender: Sender, command: ProductCommand): Answer {
    return send(this.bus, sender, command);
  }
}
