import { grouped } from './grouped.js';

type Asked = {
  readonly questions: readonly number[];
  answer(answer: (question: number) => string): void;
  fail(error: Error): void;
};

describe('small questions', () => {
  const asked: Asked[] = [];
  const ask = grouped<number, string>(
    (questions) =>
      new Promise((answer, fail) => {
        asked.push({ questions, answer, fail });
      }),
    3,
  );
  const next = (): Asked => {
    const one = asked.shift();
    if (one === undefined) throw new Error('nothing is asked');
    return one;
  };
  const named = (question: number): string => `answer ${question}`;
  const turn = (): Promise<void> => new Promise(setImmediate);
  afterEach(() => expect(asked).toEqual([]));

  it('go together where they come while another is under way, up to so many', async () => {
    const answers = [1, 2, 3, 4, 5].map(ask);
    for (const questions of [[1], [2, 3, 4], [5]]) {
      expect(asked).toHaveLength(1); // one at a time
      expect(asked[0]?.questions).toEqual(questions);
      next().answer(named);
      await turn();
    }
    expect(await Promise.all(answers)).toEqual([1, 2, 3, 4, 5].map(named));
    const later = ask(6);
    next().answer(named);
    expect(await later).toBe('answer 6');
  });

  it('fail together, and those behind them are asked all the same', async () => {
    const answers = [1, 2, 3, 4, 5].map((question) => ask(question).catch(String));
    next().answer(named);
    await turn();
    next().fail(new Error('down'));
    await turn();
    next().answer(named);
    const down = 'Error: down';
    expect(await Promise.all(answers)).toEqual([named(1), down, down, down, named(5)]);
  });
});
