import type { Quantity, When } from '../../document/layers.ts';
import type { Act, AttributionKind, ConditionKind, Firmness } from '../../document/vocabulary.ts';
import type { Span } from '../../text/span.ts';

/** A text in which a person marked what should be read (docs/doctor.md shows the files). */
export interface MarkedText {
  readonly doc: string;
  readonly text: string;
  /** ISO date, against which dates were marked; null where nobody says. */
  readonly published: string | null;
  readonly claims: readonly MarkedClaim[];
  /** Null where none were looked for. */
  readonly attributions: readonly MarkedAttribution[] | null;
  /** What claims are about; null where that was not marked. */
  readonly details: readonly MarkedDetails[] | null;
}

/** Actors are written as codes of states (`DEU`) or names. */
export interface MarkedClaim {
  readonly predicate: Span;
  readonly act: Act;
  readonly actors: readonly string[];
  readonly targets: readonly string[];
  readonly what: Span | null;
  readonly firmness: Firmness | null;
  readonly negated: boolean;
  readonly conditions: readonly { readonly kind: ConditionKind; readonly span: Span | null }[];
  /** Joint sources, divided by commas. */
  readonly source: string | null;
}

export interface MarkedAttribution {
  readonly cue: Span | null;
  readonly source: Span | null;
  readonly content: readonly Span[];
  readonly kind: AttributionKind;
  /** Index of the attribution whose content holds this one. */
  readonly within: number | null;
}

export interface MarkedDetails {
  /** Of the claim that they belong to. */
  readonly predicate: Span;
  readonly measures: readonly string[];
  readonly quantities: readonly Pick<Quantity, 'value' | 'low' | 'high' | 'unit'>[];
  readonly when: Pick<When, 'from' | 'to'> | null;
  /** Normal forms of all conditions. */
  readonly triggers: readonly string[];
  readonly beneficiaries: readonly string[];
}
