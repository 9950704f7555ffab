/** The one family of errors: each has a stable code to search for, and a message that names file, place and remedy. */
export abstract class PledgebookError extends Error {
  abstract readonly kind: 'input' | 'resource' | 'stage' | 'store' | 'usage';
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}

/** A report that cannot be read: `input/empty`, `input/binary`, `input/too-large`, … */
export class InputError extends PledgebookError {
  readonly kind = 'input';
}

/** A resource file (profile, lexicon, model) that is missing, damaged or wrong: the message says file and line. */
export class ResourceError extends PledgebookError {
  readonly kind = 'resource';
}

/** A stage that could not do its work on a valid document: a fault of ours. */
export class StageError extends PledgebookError {
  readonly kind = 'stage';
}

/** A book that cannot be opened, read or written: `store/busy`, `store/full`, `store/damaged`, `store/newer`, … */
export class StoreError extends PledgebookError {
  readonly kind = 'store';
}

/** A command line or an option that is wrong. */
export class UsageError extends PledgebookError {
  readonly kind = 'usage';
}

/** A field of a claim that cannot be set to this: `usage/field`, `usage/firmness`. */
export class FieldError extends UsageError {
  readonly field: string;

  constructor(code: string, field: string, message: string, options?: ErrorOptions) {
    super(code, message, options);
    this.field = field;
  }
}
