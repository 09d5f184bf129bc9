/**
 * A fact or decision, declared once: its name, subject and fields, the file and the route that it comes by, and when it takes
 * effect. Row readers, kinds of files, checks of bodies, OpenAPI, help and tables of the documentation follow from it.
 */
import type { CivilDate } from '#money/civil-date.js';
import type { Decision } from '../kernel/decision.js';
import type { RefusalCode } from '../kernel/refusal.js';
import { columnOf, type Field, type Fields, type ValuesOf } from './field.js';

export interface Declaration<Name extends string = string, F extends Fields = Fields, Context = never> {
  /** As a line of a history file names it: `contribution`. */
  readonly name: Name;
  /** The kind of stream that it is recorded in; the subject's id is its first column, `participantId`. Held to kinds where all meet. */
  readonly subject: string;
  /** Its first fact: the subject begins with it, so that its id comes in the body and not in the path. */
  readonly founds?: true;
  /** Of a first fact: the subject's id as an example shows it. */
  readonly idExample?: string;
  /** In the order of the columns, the optional ones last. */
  readonly fields: F;
  /** Columns that are given together or not at all. */
  readonly together?: readonly (readonly string[])[];
  /** The kind of file that holds it; none where it only comes by HTTP and by a command of its own. */
  readonly file?: string;
  /** Last part of its route: `contributions`. */
  readonly path: string;
  /** Name of the operation, in OpenAPI and in what an Idempotency-Key stands for. */
  readonly operation: string;
  /** What it does, in a line. */
  readonly summary: string;
  /** The field that names an employer beside the subject, where it is given: the decision looks at it. */
  readonly namesEmployer?: keyof F & string;
  /**
   * It alters what was settled, so that where roles are on one person's word is not enough: another approves a plan that holds it, or asks
   * for the same. Every door holds it: files, requests, the command line.
   */
  readonly secondPerson?: 'approves-a-plan' | 'asks-for-the-same';
  /** It ends savings too, which stay at the sender when a participant goes over with a group: of one who saves it is taken there still. */
  readonly endsSavings?: true;
  /** Of what is owed to the fund of before a transfer: of one who has gone over it is taken there still. */
  readonly isOwedHere?: true;
  /** It is about savings and the months saved for: of one who has gone over it is forwarded, and recorded at the sender, where they are. */
  readonly isOfSavings?: true;
  /** What other streams say that rests on the subject's facts is looked at too. */
  readonly looksElsewhere?: true;
  /** When it takes effect. */
  readonly takesEffect: string;
  /** The last day that it tells of. */
  readonly day?: (values: ValuesOf<F>) => CivilDate | undefined;
  /** Codes of its refusals that a caller is most likely to meet. */
  readonly refuses: readonly RefusalCode[];
  /** The events that it comes to, "no change", or a refusal. Pure. */
  readonly decide: (values: ValuesOf<F>, context: Context) => Decision;
}

/** What a decision looks at: its own keys alone, save who the subject is; the whole stream; or, of a first fact, nothing. */
export type LooksAt = 'nothing' | 'keys' | 'stream';

/** Decided on what is known of the subject; each family says how much of it. */
export interface FactOnStream<Name extends string, F extends Fields, Context = never> extends Declaration<Name, F, Context> {
  readonly looksAt: 'stream';
}

/** What every first fact names: what the subject belongs to. */
export interface FoundingFields extends Fields {
  readonly scheme: Field<string, false>;
  /** Default: the id of the scheme. */
  readonly fundId: Field<string, true>;
}

/** The first fact: there is nothing to look at. A fund that it names and that is none yet is established by it. */
export interface FoundingFact<Name extends string, F extends FoundingFields, Context> extends Declaration<Name, F, Context> {
  readonly founds: true;
  readonly idExample: string;
  readonly looksAt: 'nothing';
  /** The value date of the fund's beginning, where this fact establishes it. */
  readonly foundedOn: (values: ValuesOf<F>) => CivilDate;
}

/** The fields by the order of their columns: the required ones, then the optional ones. */
export function fieldsInOrder(fields: Fields): readonly { readonly property: string; readonly column: string; readonly field: Field }[] {
  const all = Object.entries(fields).map(([property, field]) => ({ property, column: columnOf(property, field), field }));
  return [...all.filter(({ field }) => !field.optional), ...all.filter(({ field }) => field.optional)];
}
