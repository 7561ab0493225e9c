import { Controller, Get, Post } from '@nestjs/common';
import { Routes } from './routes.js';

@Controller('v1/ledgers/:ledger/deals')
class DealQueries {
  @Get()
  list(): string {
    return '';
  }

  @Get(':deal')
  one(): string {
    return '';
  }
}

@Controller('v1/ledgers/:ledger/deals')
class DealCommands {
  @Post()
  open(): string {
    return this.helper();
  }

  @Post(':deal/win')
  win(): string {
    return this.helper();
  }

  helper(): string {
    return '';
  }
}

describe('routes', () => {
  it('tell which methods a path takes', () => {
    const routes = new Routes();
    routes.add(['GET', 'HEAD'], '/v1/ledgers/:ledger');
    expect(routes.methodsAt('/v1/ledgers/acme')).toEqual(['GET', 'HEAD']);
    expect(routes.methodsAt('/v1/ledgers')).toEqual([]);
    expect(routes.roleOf('GET', '/v1/ledgers/acme')).toBeUndefined();
  });

  it('tell which role has those that are left to others, by method and path as Nest serves them', () => {
    const routes = new Routes([
      { role: 'query', controllers: [DealQueries] },
      { role: 'command', controllers: [DealCommands] },
    ]);
    const asked = [
      ['GET', '/v1/ledgers/acme/deals', 'query'],
      ['GET', '/v1/ledgers/acme/deals/D-1', 'query'],
      ['POST', '/v1/ledgers/acme/deals', 'command'],
      ['POST', '/v1/ledgers/acme/deals/D-1/win', 'command'],
      ['POST', '/v1/ledgers/acme/deals/D-1', undefined],
      ['GET', '/v1/ledgers/acme/deal', undefined],
      ['GET', '/', undefined],
    ] as const;
    for (const [method, path, role] of asked) {
      expect([method, path, routes.roleOf(method, path)]).toEqual([method, path, role]);
    }
  });
});
