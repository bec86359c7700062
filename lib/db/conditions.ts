/** The conditions of a query as they come, so that each query is planned for the filters it has and no others. */
export class Conditions {
  private readonly parts: string[] = [];
  readonly values: unknown[] = [];

  /** A value of the query as its place: `$3`. */
  place(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  /** `text` gets the places of `values`, in their order. */
  add(text: (...places: string[]) => string, ...values: unknown[]): void {
    this.parts.push(text(...values.map((value) => this.place(value))));
  }

  /** ` WHERE ...`, or nothing where there are none. */
  get where(): string {
    return this.parts.length > 0 ? ` WHERE ${this.parts.map((part) => `(${part})`).join(" AND ")}` : "";
  }
}
