// What is asked again and again and takes its time where there is much: who can't wait is told the answer of a moment ago.
import { type Answer, answerOf } from './answer-of.js';

/** An older answer is none. */
const answerAgeMsMax = 60_000;

export class Lately<T> {
  private last: { readonly value: T; readonly atMs: number } | undefined;

  constructor(
    private readonly ask: () => Promise<T>,
    private readonly nowMs: () => number = () => performance.now(),
  ) {}

  /** `down` where it fails, or is late and nothing was told in the last minute. */
  async told(waitMsMax?: number): Promise<Answer<T>> {
    const asked = this.ask().then((value) => {
      this.last = { value, atMs: this.nowMs() };
      return value;
    });
    const answer = await answerOf(asked, waitMsMax);
    const { last } = this;
    if (answer.isLate !== true || last === undefined) return answer;
    return this.nowMs() - last.atMs > answerAgeMsMax ? answer : { status: 'up', value: last.value };
  }
}
