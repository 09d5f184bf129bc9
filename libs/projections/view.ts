/**
 * A read model as data: of which subject it is, what is asked beside the coordinates, what it shows, and in which forms. Every
 * runner, the command line and the OpenAPI document read this description; none of them names a read model.
 */
import type { Besides } from '#portfolio/besides.js';
import type { FoldedSubject } from '#portfolio/folded-subject.js';
import type { EnrolledState } from '#portfolio/participant.js';
import type { RulesInForce } from '#portfolio/rules-in-force.js';
import type { RecordedEvent } from '#ledger/kernel/envelope.js';
import type { JsonObject, JsonValue } from '#ledger/kernel/json.js';
import { attempt, Refused, type Outcome, type RefusalCode } from '#ledger/kernel/refusal.js';
import type { Capability } from '#rulebooks/frame/capabilities/capabilities.js';
import type { Answer } from './answer.js';
import type { Coordinates } from './coordinates.js';
import type { SchemaFields, AnswerSchema } from './schema-parts.js';

declare module '#ledger/kernel/refusal.js' {
  interface Refusals {
    /** `of`: what is shown year by year. */
    YEAR_NOT_BEGUN: { readonly year: number; readonly asOf: string } & (
      | { readonly of: 'account' | 'rights'; readonly participantId: string }
      | { readonly of: 'statement'; readonly employerId: string }
    );
  }
}

export interface View<Question extends object, Shown extends object, State extends object = EnrolledState> {
  readonly name: string;
  /** Changes when the same events would give another view. */
  readonly version: number;
  /** One line: what it answers. */
  readonly summary: string;
  readonly subject: FoldedSubject<State>;
  /** What a scheme needs to have for it, or one of which; the others are refused NOT_APPLICABLE, or have nothing to show. */
  readonly capability: Capability | readonly Capability[];
  readonly question: { readonly [name in keyof Question]: QuestionParameter };
  /** Of what it shows, without the coordinates that every answer carries. */
  readonly schema: AnswerSchema;
  /** Refused by the view itself, beside what any question is refused with. */
  readonly refuses?: readonly RefusalCode[];
  /** Rows of a table, for CSV and Parquet: a sweep offers the view. */
  readonly flat?: FlatForm<Shown>;
  /** Rows are kept and answered from: a standing model. */
  readonly standing?: StandingForm<Shown>;
  /** What a sweep adds up over its answers. */
  readonly totals?: () => Totals<Shown>;
  view(context: ViewContext<Question, State>): Shown;
}

/** Any view of any subject, as runners handle them. */
export type AnyView = View<object, object, object>;

/** Asked beside the coordinates, e.g. the year of an account. */
export interface QuestionParameter {
  readonly type: 'year';
  readonly about: string;
  readonly default: (coordinates: Coordinates) => number;
  /** The default in words. */
  readonly otherwise: string;
  /** Whoever asks about one subject names it; a sweep takes the default. */
  readonly isNamed: boolean;
}

/** A question as asked; what is left out takes its default. */
export type AskedQuestion<Question extends object> = { readonly [name in keyof Question]?: Question[name] | undefined };

/** Nothing is asked beside the coordinates. */
export type NoQuestion = { readonly [name in never]: never };

export interface ViewContext<Question extends object, State extends object = EnrolledState> extends Seen<State> {
  readonly question: Question;
  /** Another view of the same subject; computed once, however many views rest on it. */
  readonly also: <Other extends object, Shown extends object>(view: View<Other, Shown, State>) => Shown;
}

/** A subject folded at coordinates, with the rules that count for it. */
export interface Seen<State extends object = EnrolledState> {
  readonly id: string;
  readonly state: State;
  readonly coordinates: Coordinates;
  readonly rules: RulesInForce;
  /** The whole stream in revision order, where it is at hand: in what order the ledger came to know of things. */
  readonly events?: readonly RecordedEvent[] | undefined;
  /** Of a participant, by the same knowledge, where the scheme keeps rights by salaries and it was asked. */
  readonly besides?: Besides | undefined;
}

export type Cell = string | number | null;

export interface Column {
  readonly name: string;
  /**
   * What a format with types makes of it. `amount`: exact, with two decimals; a decimal with more is text, since no type of fixed
   * decimals holds it exactly.
   */
  readonly type: 'text' | 'integer' | 'amount' | 'date';
  /** `EUR per year`, `years`, `2 decimals, currency of the scheme` …; none for names and dates. */
  readonly unit?: string;
}

export interface FlatForm<Shown extends object> {
  readonly columns: readonly Column[];
  /** Rows of one answer, cell by cell in the order of the columns. */
  rows(shown: Shown): readonly (readonly Cell[])[];
}

export interface StandingForm<Shown extends object> {
  readonly entries?: EntriesForm<Shown>;
  /** Beside its rows stands on whose events those of all models of its kind rest: of one model of a kind. */
  readonly keepsResting?: true;
}

/** Entries over all subjects in an order of their own: what closes next, say. */
export interface EntriesForm<Shown extends object> {
  /** Of an entry, without the subject's id. */
  readonly fields: SchemaFields;
  /** By what a list of them is narrowed. */
  readonly filters?: Readonly<Record<string, EntryFilter>>;
  of(shown: Shown): readonly ViewEntry[];
}

export interface EntryFilter {
  readonly type: 'identifier' | 'year';
  readonly about: string;
  fits(entry: JsonObject, asked: string): boolean;
}

export interface ViewEntry {
  /** Sorted by this text, then by the subject's id, then by the number. */
  readonly sortedBy: string;
  readonly ordinal: number;
  /** Without the subject's id. */
  readonly entry: JsonObject;
}

/** Gathered in a worker, carried as plain data, and added up in the fixed order of portions by whoever asks. */
export interface Totals<Shown extends object> {
  add(answer: Answer<Shown>): void;
  readonly carry: () => JsonValue;
}

/** The whole question: each parameter as asked, or by its default. What the view does not ask for is left out. */
export function questionOf<Question extends object>(
  view: Pick<View<Question, object, never>, 'question'>,
  asked: AskedQuestion<Question> | undefined,
  coordinates: Coordinates,
): Question {
  const names = Object.keys(view.question) as (keyof Question)[];
  return Object.fromEntries(names.map((name) => [name, asked?.[name] ?? view.question[name].default(coordinates)])) as Question;
}

/** Shows views of one subject by one question. */
export type Viewer<State extends object> = <Question extends object, Shown extends object>(view: View<Question, Shown, State>) => Shown;

/** A view that others rest on is computed once. */
export function viewer<State extends object>(
  { id, state, coordinates, rules, events, besides }: Seen<State>,
  asked: object | undefined,
): Viewer<State> {
  const outcomes = new Map<unknown, Outcome<object>>();
  const also = <Question extends object, Shown extends object>(view: View<Question, Shown, State>): Shown => {
    let outcome = outcomes.get(view);
    if (outcome === undefined) {
      const question = questionOf(view, asked, coordinates);
      // Member by member: of copies with members added none is like the one before.
      outcome = attempt(() => view.view({ id, state, coordinates, rules, events, besides, question, also }));
      outcomes.set(view, outcome);
    }
    if (outcome.status === 'refused') throw new Refused(outcome.refusal);
    return outcome.value as Shown;
  };
  return also;
}
