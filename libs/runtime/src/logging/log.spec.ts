import { Logger } from '@nestjs/common';
import { createLog, nestLog } from './log.js';

describe('log', () => {
  const lines: string[] = [];
  const to = { write: (line: string) => void lines.push(line) };
  const last = (): Record<string, unknown> => JSON.parse(lines.at(-1) ?? '{}');
  beforeEach(() => lines.splice(0));

  it('leaves out what is less severe than asked for', () => {
    const log = createLog('warn', to);
    log.info('quiet');
    expect(lines).toEqual([]);
    log.warn('loud');
    expect(last()).toMatchObject({ level: 40, msg: 'loud' });
  });

  it("takes Nest's messages as they are meant", () => {
    const nest = nestLog(createLog('debug', to));
    nest.log('Mapped {/x, GET} route', 'RouterExplorer');
    expect(last()).toMatchObject({
      ...{ level: 20, msg: 'Mapped {/x, GET} route', context: 'RouterExplorer' },
    });
    nest.error(new Error('broken'), 'Injector');
    expect(last()).toMatchObject({ level: 50, err: { message: 'broken' }, context: 'Injector' });
    nest.warn('alone');
    expect(last()).toMatchObject({ level: 40, msg: 'alone' });
    expect(last()).not.toHaveProperty('context');
  });

  it('has what a line is about in fields', () => {
    Logger.overrideLogger(nestLog(createLog('info', to)));
    const logger = new Logger('Writer');
    logger.error({ msg: 'defect', ledger: 'acme', err: new TypeError('x') });
    expect(last()).toMatchObject({
      ...{ context: 'Writer', msg: 'defect', ledger: 'acme' },
      err: { type: 'TypeError', message: 'x', stack: expect.stringContaining('log.spec') },
    });
    logger.error({ err: new Error('cut') }, 'a stream broke');
    expect(last()).toMatchObject({ msg: 'a stream broke', err: { message: 'cut' } });
    Logger.overrideLogger(false);
  });
});
