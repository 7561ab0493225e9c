// Where Prometheus looks. Behind a key like everything else, where keys are configured.
import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@ledger/openapi';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { Runtime } from '../runtime.js';
import { Exposition } from './exposition.js';
import { samplesOf } from './samples.js';

@ApiTags('operations')
@Controller('metrics')
export class MetricsController {
  private readonly exposition = new Exposition();

  constructor(private readonly runtime: Runtime) {}

  @Get()
  @ApiOperation({ summary: 'Metrics of this process in the text format of Prometheus' })
  @ApiProduces('text/plain')
  @ApiOkResponse({ schema: { type: 'string' } })
  async metrics(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const samples = await samplesOf(this.runtime, request.server.httpMeter);
    const { contentType, text } = await this.exposition.expose(samples);
    reply.headers({ 'content-type': contentType, 'cache-control': 'no-store' });
    return text;
  }
}
