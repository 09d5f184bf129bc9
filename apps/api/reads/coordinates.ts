/** Coordinates as a query string gives them. */
import { parseInstant, type Instant } from '#money/civil-date.js';
import type { AskedCoordinates } from '#projections/coordinates.js';
import { fail } from '../http/problem.js';
import { DateField, InstantField, KnowledgeField, MinPositionField, TextField } from '../http/fields.js';

export class CoordinatesQuery {
  @DateField({ optional: true, description: 'Value date: facts that take effect up to it. Default: today.', example: '2010-12-31' })
  readonly asOf?: string;

  @KnowledgeField({
    optional: true,
    description: 'Knowledge time: what the ledger had recorded by this instant (UTC; a date means its last moment) or journal ' +
      'position. Default: all.',
  })
  readonly knownAt?: string;

  @InstantField({ optional: true, description: 'Rules and parameters announced by then. Default: all published.' })
  readonly rulesKnownAt?: string;

  @InstantField({
    optional: true,
    description: 'What the fund would have answered then: knownAt and rulesKnownAt at once. Not together with either.',
  })
  readonly asThen?: string;

  @MinPositionField()
  readonly minPosition?: string;
}

export class ExplainQuery extends CoordinatesQuery {
  @TextField(200, {
    description:
      'Name of the figure, as the other answers give it; of the trial balance `trial-balance.ACCOUNT.COMMODITY` with ' +
      'hyphens for blanks, of an event `history.ID`. UNKNOWN_FIGURE lists the names there are.',
    example: 'windows.2003.premium',
  })
  readonly figure!: string;
}

/** An instant, or a position of the journal; already checked. */
export function knowledgeFrom(text: string): Instant | bigint {
  return /^\d+$/.test(text) ? BigInt(text) : (parseInstant(text) as Instant);
}

/** Refuses CONFLICTING_COORDINATES where `asThen` comes with what it sets. */
export function askedCoordinates({ asOf, knownAt, rulesKnownAt, asThen }: CoordinatesQuery): AskedCoordinates {
  if (asThen !== undefined && (knownAt !== undefined || rulesKnownAt !== undefined)) {
    fail('CONFLICTING_COORDINATES', { of: 'as-then' });
  }
  const then = asThen === undefined ? undefined : (parseInstant(asThen) as Instant);
  return {
    asOf,
    knownAt: then ?? (knownAt === undefined ? undefined : knowledgeFrom(knownAt)),
    rulesKnownAt: then ?? (rulesKnownAt === undefined ? undefined : parseInstant(rulesKnownAt)),
  };
}
