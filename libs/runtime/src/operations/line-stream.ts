// An answer of JSON lines that may take hours. Its last line is told again where nothing new comes for a while: a connection
// on which nothing moves is closed, here and by proxies.
import { PassThrough } from 'node:stream';
import { StreamableFile } from '@nestjs/common';

const repeatMsDefault = 10_000;

export class LineStream<L extends object> {
  private readonly body = new PassThrough();
  private readonly timer: NodeJS.Timeout;
  private last: L | undefined;

  constructor(repeatMs = repeatMsDefault) {
    this.timer = setInterval(() => this.repeat(), repeatMs);
    this.body.on('close', () => clearInterval(this.timer));
  }

  /** application/x-ndjson */
  get answer(): StreamableFile {
    return new StreamableFile(this.body, { type: 'application/x-ndjson' });
  }

  /** Does nothing once the reader is gone: the work goes on without it. */
  write(line: L): void {
    this.last = line;
    this.timer.refresh();
    this.put(line);
  }

  end(): void {
    clearInterval(this.timer);
    this.body.end();
  }

  private repeat(): void {
    if (this.last !== undefined) this.put(this.last);
  }

  private put(line: L): void {
    if (!this.body.destroyed) this.body.write(`${JSON.stringify(line)}\n`);
  }
}
