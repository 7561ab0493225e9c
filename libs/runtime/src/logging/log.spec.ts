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
    expect(last()).toMatchObject({ level: 20, msg: 'Mapped {/x, GET} route RouterExplorer' });
    nest.error(new Error('broken'), 'Injector');
    expect(last()).toMatchObject({ level: 50, err: { message: 'broken' } });
  });
});
