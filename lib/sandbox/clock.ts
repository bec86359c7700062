/** The sandbox's time; tests move it on. */
export class Clock {
  private offsetMs = 0;

  now(): number {
    return Date.now() + this.offsetMs;
  }

  advance(ms: number): void {
    this.offsetMs += ms;
  }

  iso(): string {
    return new Date(this.now()).toISOString();
  }
}
