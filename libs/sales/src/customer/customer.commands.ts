// Routes that record who buys. What they send is not sealed yet: that happens on the way to the writer.
import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@ledger/openapi';
import { type Acknowledgement, type Sender } from '@ledger/ledger';
import { CommandRoute, SentBy, madeId, send } from '../edge.js';
import { ChangeCustomerBody, RegisterCustomerBody } from './customer.bodies.js';

@ApiTags('customers')
@Controller('v1/ledgers/:ledger/customers')
export class CustomerCommandsController {
  constructor(private readonly bus: CommandBus) {}

  @Post()
  @CommandRoute()
  @ApiOperation({ summary: 'Register a customer' })
  register(
    @Param('ledger') ledger: string,
    @Body() body: RegisterCustomerBody,
    @SentBy() sender: Sender,
  ): Promise<Acknowledgement> {
    const { customer = madeId('cust', ledger, sender), ...data } = body;
    const subject = `customer/${customer}`;
    return send(this.bus, sender, { type: 'RegisterCustomer', ledger, subject, data });
  }

  @Post(':customer/change')
  @CommandRoute()
  @ApiOperation({ summary: 'Change what is known about a customer' })
  change(
    @Param('ledger') ledger: string,
    @Param('customer') id: string,
    @Body() data: ChangeCustomerBody,
    @SentBy() sender: Sender,
  ): Promise<Acknowledgement> {
    const subject = `customer/${id}`;
    return send(this.bus, sender, { type: 'ChangeCustomer', ledger, subject, data });
  }
}
