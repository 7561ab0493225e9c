// GET …/leaderboards/{metric}/stream: the same board as the query's, sent again whenever it has changed.
import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@ledger/openapi';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { Clock } from '@ledger/ledger';
import { LiveAnswers } from '../live.js';
import { type LeaderboardAnswer } from './leaderboard.answers.js';
import { GetLeaderboard, LeaderboardPath, LeaderboardQuery } from './leaderboard.queries.js';

@ApiTags('leaderboards')
@Controller('v1/ledgers/:ledger/leaderboards')
export class LiveLeaderboardController {
  constructor(
    private readonly bus: QueryBus,
    private readonly live: LiveAnswers,
    private readonly clock: Clock,
  ) {}

  @Get(':metric/stream')
  @ApiOperation({
    summary: 'A leaderboard as server-sent events: at once, then whenever it changes',
  })
  @ApiProduces('text/event-stream')
  @ApiOkResponse({
    description:
      'Events named leaderboard, at most one a second; id is the sequence, data the body that the query answers with',
    schema: { type: 'string' },
  })
  async stream(
    @Param() { ledger, metric }: LeaderboardPath,
    @Query() asked: LeaderboardQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const ask = (): Promise<LeaderboardAnswer> =>
      this.bus.execute(new GetLeaderboard(ledger, metric, asked, this.clock.now()));
    await this.live.serve({ ledger, event: 'leaderboard', ask }, { request, reply });
  }
}
