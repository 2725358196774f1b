import { SingleBar } from 'cli-progress';

/** Where progress is shown; a terminal gets a bar. */
export type ProgressOutput = NodeJS.WritableStream & { readonly isTTY?: boolean };

/** Shows how far the load of the sample company is: a bar on a terminal, a line per part elsewhere. */
export class SeedProgress {
  private readonly bar: SingleBar | null;
  private part = '';
  private count = 0;
  private readonly began = performance.now();

  constructor(
    private readonly total: number,
    private readonly out: ProgressOutput,
  ) {
    const format = 'Sample company 样例公司 {bar} {percentage}% {part}';
    this.bar = out.isTTY ? new SingleBar({ format, stream: out, hideCursor: true, clearOnComplete: false }) : null;
    this.bar?.start(total, 0, { part: '' });
  }

  /** The next part begins. */
  begin(part: string): void {
    this.tellPart();
    this.part = part;
    this.count = 0;
    this.bar?.update({ part });
  }

  /** So many more records are there. */
  advance(count: number): void {
    this.count += count;
    this.bar?.increment(count, { part: this.part });
  }

  end(): void {
    this.tellPart();
    this.bar?.update(this.total, { part: '' });
  }

  /** Gives the terminal back, wherever the load stands. */
  stop(): void {
    this.bar?.stop();
  }

  private tellPart(): void {
    if (this.bar || this.part === '') return;
    const seconds = ((performance.now() - this.began) / 1000).toFixed(1);
    const count = this.count > 0 ? `, ${this.count}` : '';
    this.out.write(`Sample company: ${this.part}${count} (${seconds} s)\n`);
  }
}
