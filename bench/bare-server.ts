// What Nest, Fastify and validation cost by themselves: the same route and body as the real one, and nothing behind it.
import 'reflect-metadata';
import { Body, Controller, HttpCode, Module, Post, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { OpenDealBody } from '@ledger/sales';

@Controller('v1/ledgers/:ledger/deals')
class BareController {
  @Post()
  @HttpCode(200)
  open(@Body() body: OpenDealBody): object {
    return { salesperson: body.salesperson };
  }
}

@Module({ controllers: [BareController] })
class BareModule {}

const app = await NestFactory.create<NestFastifyApplication>(BareModule, new FastifyAdapter(), {
  logger: false,
});
app.useGlobalPipes(
  new ValidationPipe({ transform: true, whitelist: true, forbidNonWhitelisted: true }),
);
await app.listen(0, '127.0.0.1');
process.stdout.write(`${await app.getUrl()}\n`);
