import { InputError } from '../../text/errors.ts';
import { type Span, span } from '../../text/span.ts';

/** A part of a file of marks with its place, so that what is wrong in it can be said where it stands. */
export class Marks {
  readonly #value: unknown;
  readonly #place: string;

  /** @param place file and field: `a.json: claims 3: act` */
  constructor(value: unknown, place: string) {
    this.#value = value;
    this.#place = place;
  }

  wrong(what: string): InputError {
    return new InputError('input/marks', `${this.#place}: ${what}; docs/doctor.md shows the form`);
  }

  /** Whether something is there at all. */
  get given(): boolean {
    return this.#value !== undefined && this.#value !== null;
  }

  /** @throws InputError where this is no object */
  field(name: string): Marks {
    if (typeof this.#value !== 'object' || this.#value === null || Array.isArray(this.#value))
      throw this.wrong('an object is wanted');
    return new Marks(new Map(Object.entries(this.#value)).get(name), `${this.#place}: ${name}`);
  }

  /** @throws InputError where this is no string */
  words(): string {
    if (typeof this.#value !== 'string') throw this.wrong('a text is wanted');
    return this.#value;
  }

  number(): number {
    if (typeof this.#value !== 'number' || !Number.isFinite(this.#value))
      throw this.wrong('a number is wanted');
    return this.#value;
  }

  flag(): boolean {
    if (this.given && typeof this.#value !== 'boolean') throw this.wrong('true or false is wanted');
    return this.#value === true;
  }

  oneOf<T extends string>(values: readonly T[]): T {
    const found = values.find((value) => value === this.#value);
    if (found === undefined) throw this.wrong(`one of ${values.join(', ')} is wanted`);
    return found;
  }

  /** Empty where nothing is there. */
  list<T>(of: (item: Marks) => T): readonly T[] {
    if (!this.given) return [];
    if (!Array.isArray(this.#value)) throw this.wrong('a list is wanted');
    return this.#value.map((item: unknown, i) => of(new Marks(item, `${this.#place} ${i + 1}`)));
  }

  /** Null where nothing is there. */
  optional<T>(of: (marks: Marks) => T): T | null {
    return this.given ? of(this) : null;
  }

  /** `[start, end]` in UTF-16 code units, inside a text of that length. */
  span(length: number): Span {
    const [start, end, ...more] = this.list((at) => at.number());
    if (start === undefined || end === undefined || more.length > 0 || ![start, end].every(Number.isInteger))
      throw this.wrong('[start, end] is wanted');
    if (start < 0 || end <= start || end > length)
      throw this.wrong(`[${start}, ${end}] lies outside the text, which has ${length} UTF-16 code units`);
    return span(start, end);
  }
}
